import { importPKCS8, SignJWT } from 'jose'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import { after, epoch, minutes } from '../../../kit/clock.ts'
import { id, joinName, text } from '../protocol/fields.ts'
import { defineProvider, type ProviderSettings } from '../provider.ts'

const audience = 'https://appleid.apple.com'

const person = z.object({ name: z.object({ firstName: text, lastName: text }).optional().catch(undefined) })
const claims = z.object({
  sub: id,
  email: text,
  // Apple says both true and "true".
  email_verified: z.union([z.boolean(), z.literal('true').transform(() => true)]).catch(false),
  user: person.optional().catch(undefined),
})

export const apple = defineProvider({
  id: 'apple',
  label: 'Apple',
  protocol: 'oidc',
  scopes: ['name', 'email'],
  requires: ['teamId', 'keyId', 'privateKey'],
  responseMode: 'form_post',
  responseType: 'code id_token',
  endpoints: {
    issuer: audience,
    authorizationUrl: 'https://appleid.apple.com/auth/authorize',
    tokenUrl: 'https://appleid.apple.com/auth/token',
    jwksUrl: 'https://appleid.apple.com/auth/keys',
  },
  clientSecret,
  // Only the first consent brings the name, and beside the ID token: it decorates, it proves nothing.
  answerProfile: (params) => ({ user: readPerson(params.get('user')) }),
  identify(profile) {
    const { sub, email, email_verified, user } = claims.parse(profile)
    const { firstName, lastName } = user?.name ?? {}
    return {
      subject: sub,
      email,
      emailVerified: email_verified,
      name: joinName(firstName, lastName),
      firstName,
      lastName,
      // Whose name was not told goes by the address (spec/providers.md 5).
      username: email,
    }
  },
})

// A signed statement instead of a secret, fresh for each exchange, so that none is ever too old.
async function clientSecret({ clientId, teamId = '', keyId = '', privateKey = '' }: ProviderSettings, now: Date) {
  const key = await importPKCS8(readPem(privateKey), 'ES256').catch((cause) => {
    throw new AppError('provider.disabled', { provider: 'apple', problem: 'the private key cannot be read' }, { cause })
  })
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience(audience)
    .setIssuedAt(epoch(now))
    .setExpirationTime(epoch(after(now, minutes(5))))
    .sign(key)
}

// PEM as it is, with "\n" spelt out as environment files do, or base64 of PEM.
function readPem(key: string): string {
  const pem = key.includes('-----BEGIN') ? key : Buffer.from(key, 'base64').toString('utf8')
  return pem.replaceAll('\\n', '\n')
}

function readPerson(json: string | null): unknown {
  try {
    return JSON.parse(json ?? 'null')
  } catch {
    return undefined
  }
}
