import { Secret, TOTP } from 'otpauth'
import { newSecret } from '../../../kit/secrets.ts'

const period = 30
// RFC 6238 section 5.2: one step of delay either way.
const slack = 1

/** A new key for an authenticator app: 160 bits as base 32 (RFC 4226 section 4). */
export function newTotpKey(): string {
  return new Secret({ buffer: Uint8Array.from(Buffer.from(newSecret(20), 'base64url')).buffer }).base32
}

/** What the QR code says: the key, and under which name the app keeps it. */
export function totpUri(
  key: string,
  { issuer, account }: { readonly issuer: string; readonly account: string },
): string {
  return totp(key, issuer, account).toString()
}

/** The time step that a code belongs to, if it is a code of this key for about now. */
export function matchTotpStep(key: string, code: string, now: Date): number | undefined {
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = totp(key).validate({ token, timestamp: now.getTime(), window: slack })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / period) + delta
}

// SHA-1, six digits, 30 seconds: what every authenticator app understands.
function totp(key: string, issuer = '', label = ''): TOTP {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(key), algorithm: 'SHA1', digits: 6, period })
}
