import { exportPKCS8, generateKeyPair } from 'jose'
import type { Simulation, SimulationId } from './simulations.ts'

/** Our application at a provider, and how the product is told of it. */
export interface Registration {
  readonly clientId: string
  readonly clientSecret: string
  readonly issuer: string
  /** Verifies Apple's signed client secrets. */
  readonly secretKey: CryptoKey | undefined
  variables(): Record<string, string>
}

/** Registers an application with credentials that no other provider would accept. */
export async function register(id: SimulationId, url: string, simulation: Simulation): Promise<Registration> {
  const clientId = `${id}-client`
  const clientSecret = `${id}-secret-${'s'.repeat(24)}`
  const issuer = simulation.tenant === undefined ? url : `${url}/{tenantid}/v2.0`
  const prefix = `SOCIAL_${id === 'twitter1' ? 'TWITTER' : id.toUpperCase()}`
  const named = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}_${name}`, value]))
  const places = {
    AUTHORIZATION_URL: `${url}/authorize`,
    TOKEN_URL: `${url}/token`,
    ...(id === 'apple' ? {} : { PROFILE_URL: `${url}/profile` }),
    ...(simulation.idToken ? { JWKS_URL: `${url}/jwks`, ISSUER: issuer } : {}),
    ...(simulation.namesIssuer ? { ISSUER: issuer } : {}),
  }
  if (id === 'apple') {
    const keys = await generateKeyPair('ES256', { extractable: true })
    const pem = await exportPKCS8(keys.privateKey)
    const key = {
      CLIENT_ID: clientId,
      TEAM_ID: 'TEAM123456',
      KEY_ID: 'KEY1234567',
      PRIVATE_KEY: pem.replaceAll('\n', '\\n'),
    }
    return { clientId, clientSecret, issuer, secretKey: keys.publicKey, variables: () => named({ ...places, ...key }) }
  }
  const credentials: Record<string, string> =
    id === 'twitter1'
      ? { CONSUMER_KEY: clientId, CONSUMER_SECRET: clientSecret, REQUEST_TOKEN_URL: `${url}/request_token` }
      : { CLIENT_ID: clientId, CLIENT_SECRET: clientSecret }
  const more: Record<string, string> = id === 'workos' ? { ORGANIZATION: 'org_test' } : {}
  return {
    clientId,
    clientSecret,
    issuer,
    secretKey: undefined,
    variables: () => named({ ...places, ...credentials, ...more }),
  }
}
