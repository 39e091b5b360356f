import type { MailValues } from '../mail/mail.ts'
import { hostile } from './people.ts'

const at = '2025-11-21T18:04:00.000Z'
const seen = { at, device: 'Firefox on Linux', place: '203.0.113.0/24' }

/** Values for every mail, under the name of its template. */
export const mailSamples: Readonly<Record<string, MailValues>> = {
  'account-deletion': { deletesAt: at, keepUrl: 'https://id.example.com/account/keep?t=x' },
  'account-locked': { unlockUrl: 'https://id.example.com/unlock/x', minutes: '30' },
  'confirm-address': { provider: 'Discord', url: 'https://id.example.com/signin/verify?ticket=x' },
  'email-changed': { ...seen, email: 'new@example.com', recoverUrl: 'https://id.example.com/recover' },
  'factor-changed': { ...seen, change: 'totp-added', securityUrl: 'https://id.example.com/account/security' },
  'identity-linked': { ...seen, provider: hostile, loginsUrl: 'https://id.example.com/account/logins' },
  'identity-unlinked': { at, provider: 'GitHub', loginsUrl: 'https://id.example.com/account/logins' },
  'known-address': { signInUrl: 'https://id.example.com/', recoverUrl: 'https://id.example.com/recover' },
  'new-device': { at, device: hostile, sessionsUrl: 'https://id.example.com/account/sessions' },
  'password-changed': { ...seen, recoverUrl: 'https://id.example.com/recover' },
  'prove-address': { code: '493025', minutes: '10', provider: 'GitHub' },
  'reset-password': { url: 'https://id.example.com/recover/Zr4h1qVb0uKx8cd2b6f1e0f94c2f9a7be21d', minutes: '30' },
  'sign-in-code': { code: '493025', minutes: '10' },
  'verify-address': { code: '493025', minutes: '10', url: 'https://id.example.com/verify/x' },
}
