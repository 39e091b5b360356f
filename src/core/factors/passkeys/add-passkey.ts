import { type RegistrationResponseJSON, verifyRegistrationResponse } from '@simplewebauthn/server'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import { newId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { NewPasskey } from '../../../store/passkeys.ts'
import { isUniqueViolation } from '../../../store/prisma.ts'
import type { User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { deviceName } from '../../sign-in/device-name.ts'
import { tellOfFactor } from '../tell-of-factor.ts'
import { redeemChallenge } from './redeem-challenge.ts'
import { algorithms, relyingParty } from './relying-party.ts'

const text = z.string().max(30_000)
const attestation = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
})

const most = 25

export interface MadePasskey {
  readonly user: User
  /** What the browser answered, as JSON that nobody has looked at yet. */
  readonly credential: unknown
  readonly subject: string
  readonly visit: Visit
}

/** Adds a passkey that a browser has made (Web Authentication 7.1), named after the device, and tells the person. */
export async function addPasskey(services: Services, input: MadePasskey): Promise<void> {
  const { user, visit } = input
  if ((await services.store.passkeys.countByUser(user.id)) >= most)
    throw new AppError('input.invalid', { passkey: 'too many' })
  const passkey = await verify(services, input)
  try {
    await services.store.transaction(async (tx) => {
      await tx.passkeys.create(passkey)
      const event = { type: 'factor.passkey-added', actor: { type: 'user', id: user.id }, ...seenFrom(visit) } as const
      await recordEvent({ ...services, store: tx }, { ...event, detail: { passkey: passkey.id } })
      await tellOfFactor(services, tx, { user, visit, change: 'passkey-added' })
    })
  } catch (error) {
    // Web Authentication 7.1 step 26: a credential belongs to one account.
    if (isUniqueViolation(error)) throw new AppError('input.invalid', { passkey: 'known' }, { cause: error })
    throw error
  }
}

async function verify(services: Services, { user, credential, subject, visit }: MadePasskey): Promise<NewPasskey> {
  try {
    const shown = attestation.parse(credential)
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      ...relyingParty(services),
      response: { ...shown, clientExtensionResults: {} } satisfies RegistrationResponseJSON,
      expectedChallenge: (challenge) => redeemChallenge(services, { ceremony: 'create', subject, challenge }),
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    if (!verified) throw new Error('the attestation is wrong')
    const { credential: made, aaguid, credentialBackedUp } = registrationInfo
    return {
      id: newId('passkey'),
      userId: user.id,
      credentialId: made.id,
      publicKey: made.publicKey,
      counter: BigInt(made.counter),
      transports: shown.response.transports,
      name: deviceName(visit.userAgent) ?? 'Passkey',
      aaguid,
      backedUp: credentialBackedUp,
      createdAt: services.clock.now(),
    }
  } catch (cause) {
    throw new AppError('input.invalid', { passkey: 'not accepted' }, { cause })
  }
}
