import { createHmac } from 'node:crypto'
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose'

/** What can be wrong with an ID token. */
export type Forgery =
  | 'none'
  | 'hs256-public-key'
  | 'other-key'
  | 'unknown-key'
  | 'wrong-issuer'
  | 'wrong-audience'
  | 'wrong-party'
  | 'wrong-nonce'
  | 'no-nonce'
  | 'expired'
  | 'from-the-future'
  | 'no-subject'
  | 'missing'
  | 'garbage'

export interface Signer {
  readonly jwks: { readonly keys: JWK[] }
  sign(claims: Readonly<Record<string, unknown>>, forgery?: Forgery): Promise<string | undefined>
  /** Signs with a new key from now on and publishes only that one. */
  rotate(): Promise<void>
}

type Claims = Record<string, unknown>

const changes: Partial<Record<Forgery, (claims: Claims) => Claims>> = {
  'wrong-issuer': (claims) => ({ ...claims, iss: 'https://evil.test' }),
  'wrong-audience': (claims) => ({ ...claims, aud: 'another-client' }),
  'wrong-party': (claims) => ({ ...claims, azp: 'another-client' }),
  'wrong-nonce': (claims) => ({ ...claims, nonce: 'another-nonce' }),
  'no-nonce': ({ nonce: _nonce, ...claims }) => claims,
  expired: (claims) => ({ ...claims, iat: Number(claims['iat']) - 7200, exp: Number(claims['exp']) - 7200 }),
  'from-the-future': (claims) => ({ ...claims, iat: Number(claims['iat']) + 3600, exp: Number(claims['exp']) + 7200 }),
  'no-subject': ({ sub: _sub, ...claims }) => claims,
}

const pair = () => generateKeyPair('RS256', { extractable: true })
const stranger = pair()

/** Signs ID tokens with RS256, honestly or not. */
export async function createSigner(): Promise<Signer> {
  let keys = await pair()
  let kid = 'key-1'
  let count = 1
  const jwks: { keys: JWK[] } = { keys: [] }
  const publish = async () => {
    jwks.keys = [{ ...(await exportJWK(keys.publicKey)), kid, alg: 'RS256', use: 'sig' }]
  }
  await publish()
  return {
    jwks,
    async sign(claims, forgery) {
      const changed = (forgery && changes[forgery]?.({ ...claims })) ?? claims
      switch (forgery) {
        case 'missing':
          return undefined
        case 'garbage':
          return 'not.a.token'
        case 'none':
          return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(changed)}.`
        case 'hs256-public-key':
          return signHs256(changed, await exportSPKI(keys.publicKey), kid)
        default: {
          const key = forgery === 'other-key' ? (await stranger).privateKey : keys.privateKey
          const header = { alg: 'RS256', kid: forgery === 'unknown-key' ? 'key-nobody-has' : kid }
          return new SignJWT({ ...changed }).setProtectedHeader(header).sign(key)
        }
      }
    },
    async rotate() {
      keys = await pair()
      count += 1
      kid = `key-${count}`
      await publish()
    },
  }
}

function signHs256(claims: Readonly<Record<string, unknown>>, secret: string, kid: string): string {
  const input = `${encode({ alg: 'HS256', typ: 'JWT', kid })}.${encode(claims)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
