import type { Factor } from '../factors/list-factors.ts'

/** What a person has shown in one sign-in. */
export type Proof = 'password' | 'email-code' | 'federated' | 'passkey' | 'verified-passkey' | 'totp' | 'recovery-code'

/** How sure we are, in the words of the protocol. */
export interface Assurance {
  readonly acr: string
  /** Authentication methods (RFC 8176). */
  readonly amr: readonly string[]
}

/** Our authentication contexts, weakest first; `phr` is "phishing-resistant" (OpenID EAP ACR Values 1.0). */
export const contexts = ['urn:latchkey:pwd', 'urn:latchkey:mfa', 'phr'] as const

const oneFactor = 1
const twoFactors = 2
const phishingResistant = 3

// A passkey whose device has verified the person is two factors by itself: something they have, and know or are.
const methods: Readonly<Record<Proof, readonly string[]>> = {
  password: ['pwd'],
  'email-code': ['otp'],
  federated: ['fed'],
  passkey: ['pop', 'user'],
  'verified-passkey': ['pop', 'user', 'mfa'],
  totp: ['otp'],
  'recovery-code': ['otp'],
}

// An e-mailed code opens the door, but is never what a second step asks for: who has the mailbox can reset the password.
const seconds: readonly Proof[] = ['passkey', 'verified-passkey', 'totp', 'recovery-code']

/** What a sign-in with these proofs may claim about itself. */
export function assuranceOf(proofs: readonly Proof[]): Assurance {
  const level = levelOf(proofs)
  const amr = [...proofs.flatMap((proof) => methods[proof]), ...(level >= twoFactors ? ['mfa'] : [])]
  return { acr: contexts[level - 1] ?? contexts[0], amr: [...new Set(amr)] }
}

/** Whether these proofs are two factors. */
export function hasTwoFactors(proofs: readonly Proof[]): boolean {
  return levelOf(proofs) >= twoFactors
}

/** Whether a context is as strong as one of those an application asks for; ones we do not know ask for nothing. */
export function meets(acr: string | undefined, wanted: readonly string[]): boolean {
  const levels = wanted.map(levelOfContext).filter((level) => level > 0)
  return levels.length === 0 || levelOfContext(acr) >= Math.min(...levels)
}

/** The strongest context that second steps of these kinds lead to. */
export function bestContext(factors: readonly Factor[]): string {
  if (factors.includes('passkey')) return contexts[phishingResistant - 1] ?? contexts[0]
  return factors.length > 0 ? (contexts[twoFactors - 1] ?? contexts[0]) : contexts[0]
}

/** Whether a context stands for two factors. */
export function isTwoFactorContext(acr: string | undefined): boolean {
  return levelOfContext(acr) >= twoFactors
}

function levelOf(proofs: readonly Proof[]): number {
  const second =
    proofs.includes('verified-passkey') || (proofs.length > 1 && proofs.some((proof) => seconds.includes(proof)))
  if (!second) return oneFactor
  return proofs.some((proof) => proof === 'passkey' || proof === 'verified-passkey') ? phishingResistant : twoFactors
}

function levelOfContext(acr: string | undefined): number {
  const order: readonly string[] = contexts
  return order.indexOf(acr ?? 'none') + 1
}
