import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { minutes } from '../../../kit/clock.ts'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import { fullName } from '../../users/profile/claims-of.ts'
import { primaryName } from '../../users/profile/primary-name.ts'
import { algorithms, bytes, newChallenge } from './relying-party.ts'

const timeout = minutes(5) * 1000

/**
 * Asks the browser for a passkey: any of the person's choice when nobody is named, so that the answer is the same for
 * everybody; one of `userId` when it is the second step, where being there suffices.
 */
export async function askForPasskey(
  services: Services,
  { subject, userId }: { readonly subject: string; readonly userId?: UserId | undefined },
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const own = userId === undefined ? [] : await services.store.passkeys.listByUser(userId)
  return generateAuthenticationOptions({
    rpID: services.issuer.hostname,
    challenge: await newChallenge(services, { ceremony: 'get', subject }),
    userVerification: userId === undefined ? 'required' : 'preferred',
    allowCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    timeout,
  })
}

/** Asks the browser to make a passkey that can open the account by itself. */
export async function offerPasskey(
  services: Services,
  { subject, user }: { readonly subject: string; readonly user: User },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const own = await services.store.passkeys.listByUser(user.id)
  return generateRegistrationOptions({
    rpID: services.issuer.hostname,
    rpName: services.branding.current().name,
    userID: bytes(Buffer.from(user.id)),
    userName: primaryName(user),
    userDisplayName: fullName(user) ?? primaryName(user),
    challenge: await newChallenge(services, { ceremony: 'create', subject }),
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    timeout,
  })
}
