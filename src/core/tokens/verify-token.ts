import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { publishedKeys } from './published-keys.ts'
import type { TokenForm } from './sign-token.ts'

export interface VerifyToken extends TokenForm {
  readonly token: string
}

const longest = 4096

/** The claims of a token that `signToken` made in this form; refused as `token.expired` or `token.invalid`. */
export async function verifyToken(services: Services, { alg, audience, token }: VerifyToken): Promise<JWTPayload> {
  if (token.length > longest) throw new AppError('token.invalid')
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: await publishedKeys(services, alg) }), {
      algorithms: [alg],
      typ: 'JWT',
      issuer: services.issuer.origin,
      audience,
      currentDate: services.clock.now(),
      requiredClaims: ['iss', 'aud', 'iat', 'exp'],
    })
    return payload
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause
    throw new AppError(cause instanceof errors.JWTExpired ? 'token.expired' : 'token.invalid', {}, { cause })
  }
}
