import { TOTP } from 'otpauth'
import type { Visit } from '../../src/core/audit/visit.ts'
import { addPasskey } from '../../src/core/factors/passkeys/add-passkey.ts'
import { offerPasskey } from '../../src/core/factors/passkeys/begin-passkey.ts'
import { beginTotp } from '../../src/core/factors/totp/begin-totp.ts'
import { enableTotp } from '../../src/core/factors/totp/enable-totp.ts'
import type { User } from '../../src/store/users.ts'
import type { TestApp } from './app.ts'
import { Authenticator } from './authenticator.ts'

/** A request from nowhere in particular. */
export const someVisit: Visit = {
  ip: '127.0.0.1',
  network: '127.0.0.0/24',
  userAgent: undefined,
  requestId: undefined,
  locale: 'en',
}

export interface AuthenticatorApp {
  /** The code the app shows; `offset` seconds from now. */
  code(offset?: number): string
  readonly recoveryCodes: readonly string[]
}

/** Sets up an authenticator app for a person; the time moves on by a step, so that its next code is a fresh one. */
export async function enrolTotp({ services, advance }: TestApp, user: User): Promise<AuthenticatorApp> {
  const { key } = await beginTotp(services, { user, subject: 'test' })
  const totp = new TOTP({ secret: key })
  const code = (offset = 0) => totp.generate({ timestamp: services.clock.now().getTime() + offset * 1000 })
  const recoveryCodes = await enableTotp(services, { user, subject: 'test', code: code(), visit: someVisit })
  advance(60)
  return { code, recoveryCodes }
}

/** Gives a person a passkey and answers the device that holds it. */
export async function enrolPasskey(
  { services, origin }: Pick<TestApp, 'services' | 'origin'>,
  user: User,
): Promise<Authenticator> {
  const authenticator = new Authenticator(origin)
  const options = await offerPasskey(services, { subject: 'test', user })
  const credential: unknown = JSON.parse(authenticator.create(options))
  await addPasskey(services, { user, credential, subject: 'test', visit: someVisit })
  return authenticator
}
