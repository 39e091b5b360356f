import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import { type Factor, listFactors } from '../factors/list-factors.ts'
import { assuranceOf, hasTwoFactors, meets, type Proof } from './assurance.ts'
import { isTrustedDevice } from './devices.ts'
import { isSecondFactorRequired } from './second-factor-policy.ts'

/** What comes after the proofs a person has given; a door must treat every kind. */
export type NextStep =
  | { readonly kind: 'done' }
  | { readonly kind: 'second-factor'; readonly factors: readonly Factor[] }
  /** A second step is asked for, and the account has none yet. */
  | { readonly kind: 'enrol' }

export interface StepQuery {
  readonly user: User
  readonly proofs: readonly Proof[]
  /** The application the person is on the way to. */
  readonly clientId?: string | undefined
  /** Contexts the application asks for (`acr_values`). */
  readonly wanted?: readonly string[]
  /** What this browser showed of itself. */
  readonly device?: string | undefined
}

/** Decides, for every way in alike, whether a sign-in is complete or a second step is needed. */
export async function nextStep(services: Services, query: StepQuery): Promise<NextStep> {
  const { user, proofs, clientId, wanted = [], device } = query
  if (hasTwoFactors(proofs)) return { kind: 'done' }
  const required = await isSecondFactorRequired(services, clientId)
  const asked = !meets(assuranceOf(proofs).acr, wanted)
  const enrolled = user.totpEnabledAt !== null && !(await isTrustedDevice(services, { user, device }))
  if (!required && !asked && !enrolled) return { kind: 'done' }
  const factors = await listFactors(services, user)
  if (factors.length > 0) return { kind: 'second-factor', factors: required ? factors : inOrder(factors, wanted) }
  return { kind: required ? 'enrol' : 'done' }
}

// An application that asks for phishing resistance gets the passkey offered first.
function inOrder(factors: readonly Factor[], wanted: readonly string[]): readonly Factor[] {
  if (!wanted.includes('phr')) return factors
  return [...factors].sort((one, other) => Number(other === 'passkey') - Number(one === 'passkey'))
}
