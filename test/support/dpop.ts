import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

export interface ProofOptions {
  readonly method?: string
  readonly url: string
  readonly accessToken?: string
  /** Members that differ from a good proof; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
}

/** A key of a client and the proofs it makes with it (RFC 9449). */
export interface ProofKey {
  readonly jwk: JWK
  readonly privateJwk: JWK
  readonly thumbprint: string
  prove(options: ProofOptions): Promise<string>
}

/** Makes a key that proves possession of itself. */
export async function proofKey(alg = 'ES256'): Promise<ProofKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = await exportJWK(publicKey)
  return {
    jwk,
    privateJwk: await exportJWK(privateKey),
    thumbprint: await calculateJwkThumbprint(jwk),
    async prove({ method = 'POST', url, accessToken, claims = {}, header = {} }) {
      const ath = accessToken && createHash('sha256').update(accessToken).digest('base64url')
      const all = { htm: method, htu: url, jti: randomUUID(), iat: Math.floor(Date.now() / 1000), ath, ...claims }
      const payload = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
      return new SignJWT(payload).setProtectedHeader({ alg, typ: 'dpop+jwt', jwk, ...header }).sign(privateKey)
    },
  }
}
