import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { Passkey } from '../../../store/passkeys.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import type { Proof } from '../../sign-in/assurance.ts'
import { redeemChallenge } from './redeem-challenge.ts'
import { bytes, relyingParty } from './relying-party.ts'

const text = z.string().max(4000)
const assertion = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: text.nullish(),
  }),
})

export interface ShownPasskey {
  /** What the browser answered, as JSON that nobody has looked at yet. */
  readonly credential: unknown
  readonly subject: string
  /** Whose passkey it has to be; without it the passkey itself says who signs in. */
  readonly userId?: UserId | undefined
  readonly visit: Visit
}

export interface PasskeyProof {
  readonly userId: UserId
  readonly proof: Extract<Proof, 'passkey' | 'verified-passkey'>
}

/** Verifies the answer of an authenticator (Web Authentication 7.2); every way to fail is `sign-in.refused`. */
export async function checkPasskey(
  services: Services,
  { credential, subject, userId, visit }: ShownPasskey,
): Promise<PasskeyProof> {
  const parsed = assertion.safeParse(credential)
  if (!parsed.success) throw new AppError('sign-in.refused', {}, { cause: parsed.error })
  const passkey = await services.store.passkeys.findByCredential(parsed.data.id)
  const { verified, counter, backedUp } = await verify(services, { shown: parsed.data, passkey, subject, userId })
  if (!passkey || !isOwner(passkey, parsed.data.response.userHandle, userId)) throw new AppError('sign-in.refused')
  const use = { counter: BigInt(counter), backedUp, at: services.clock.now() }
  if (!(await services.store.passkeys.use(passkey.id, use))) {
    // Two devices hold this key, or somebody replays (Web Authentication 6.1.1).
    const event = { type: 'passkey.counter-went-back', actor: { type: 'anonymous' }, target: passkey.userId } as const
    await recordEvent(services, { ...event, ...seenFrom(visit), detail: { passkey: passkey.id } })
    throw new AppError('sign-in.refused')
  }
  return { userId: passkey.userId, proof: verified ? 'verified-passkey' : 'passkey' }
}

interface Verification extends Pick<ShownPasskey, 'subject' | 'userId'> {
  readonly shown: z.output<typeof assertion>
  readonly passkey: Passkey | undefined
}

async function verify(services: Services, { shown, passkey, subject, userId }: Verification) {
  const { userHandle: _userHandle, ...response } = shown.response
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...relyingParty(services),
      response: { ...shown, response, clientExtensionResults: {} },
      expectedChallenge: (challenge) => redeemChallenge(services, { ceremony: 'get', subject, challenge }),
      // Counters are compared by the store, in the statement that keeps them.
      credential: { id: shown.id, publicKey: bytes(passkey?.publicKey ?? new Uint8Array()), counter: 0 },
      requireUserVerification: userId === undefined,
    })
    if (!verified) throw new Error('the signature is wrong')
    const { newCounter, userVerified, credentialBackedUp } = authenticationInfo
    return { verified: userVerified, counter: newCounter, backedUp: credentialBackedUp }
  } catch (cause) {
    throw new AppError('sign-in.refused', {}, { cause })
  }
}

// Web Authentication 7.2 step 6: a person nobody has named yet is named by the user handle, which must be the owner's.
function isOwner(passkey: Passkey, handle: string | null | undefined, userId: UserId | undefined): boolean {
  const named = handle ? Buffer.from(handle, 'base64url').toString() : userId
  return named === passkey.userId && (userId === undefined || userId === passkey.userId)
}
