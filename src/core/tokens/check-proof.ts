import { calculateJwkThumbprint, EmbeddedJWK, errors, type JWTVerifyResult, jwtVerify } from 'jose'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { after, epoch, minutes } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'

export interface CheckProof {
  /** The header `DPoP` as it came. */
  readonly proof: string
  readonly method: string
  /** The address that was asked, without its query. */
  readonly url: string
}

const claims = z.object({ jti: z.string().min(1).max(256), htm: z.string(), htu: z.string(), iat: z.number() })

/** How far a client's clock may be off, either way. */
const tolerance = minutes(2)
const remembered = minutes(5)

/** The thumbprint of the key behind a DPoP proof; a proof is good for one request (RFC 9449 section 4.3). */
export async function checkProof(services: Services, { proof, method, url }: CheckProof): Promise<string> {
  const { payload, protectedHeader } = await verify(services, proof)
  const said = claims.safeParse(payload).data
  const now = services.clock.now()
  const fits = said?.htm === method && withoutTail(said.htu) === url && Math.abs(said.iat - epoch(now)) <= tolerance
  if (!fits || !protectedHeader.jwk) throw new AppError('proof.invalid')
  const jkt = await calculateJwkThumbprint(protectedHeader.jwk)
  const use = { payload: '{}', expiresAt: after(now, remembered) }
  const fresh = await services.store.artifacts.insert('SessionProof', `${jkt}.${said.jti}`, use)
  if (!fresh) throw new AppError('proof.invalid')
  return jkt
}

async function verify({ clock }: Services, proof: string): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256', 'EdDSA', 'Ed25519'],
      currentDate: clock.now(),
    })
  } catch (cause) {
    // WebCrypto words a key that cannot be used its own way.
    const foreign = cause instanceof errors.JOSEError || cause instanceof TypeError || cause instanceof DOMException
    throw foreign ? new AppError('proof.invalid', {}, { cause }) : cause
  }
}

// RFC 9449 section 4.3: compared after normalization, without query and fragment.
function withoutTail(address: string): string | undefined {
  const url = URL.parse(address)
  return url ? `${url.origin}${url.pathname}` : undefined
}
