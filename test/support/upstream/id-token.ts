import type { Consent, State } from './provider.ts'

/** The ID token for a consent, signed honestly unless the test forges. */
export function idToken(
  { simulation, registration, signer, forgery }: State,
  { person, nonce }: Consent,
): Promise<string | undefined> {
  const now = Math.floor(Date.now() / 1000)
  const { tenant } = simulation
  const claims = {
    iss: tenant === undefined ? registration.issuer : registration.issuer.replace('{tenantid}', tenant),
    aud: registration.clientId,
    iat: now,
    exp: now + 3600,
    ...(nonce === null ? {} : { nonce }),
    ...(tenant === undefined ? {} : { tid: tenant }),
    ...Object(simulation.profile(person)),
    ...person.raw,
  }
  return signer.sign(claims, forgery)
}
