import { type BeginSignIn, beginSignIn } from '../../src/core/federation/begin-sign-in.ts'
import { type CompletedSignIn, completeSignIn } from '../../src/core/federation/complete-sign-in.ts'
import type { LinkPolicy } from '../../src/core/federation/matching/resolve-user.ts'
import type { Outcome } from '../../src/core/federation/outcome.ts'
import type { Services } from '../../src/services.ts'
import type { Callback, Upstream } from './upstream.ts'

export const openPolicy: LinkPolicy = { signUp: true, merge: true, verifyEmail: false, identifier: true }

/** A door that decides at once and keeps no pages: sign-ins through core alone. */
export interface TestDoor {
  begin(provider: string, more?: Partial<BeginSignIn>): Promise<URL>
  finish(provider: string, callback: Pick<Callback, 'params'>): Promise<CompletedSignIn>
  /** Begins, consents at the provider and finishes. */
  signIn(provider: string, more?: Partial<BeginSignIn>): Promise<Outcome>
}

/** Sign-ins at a simulated provider through the operations of core. */
export function testDoor(services: Services, upstream: Upstream, policy: LinkPolicy = openPolicy): TestDoor {
  const callbackUrl = (provider: string) => new URL(`/federation/${provider}/callback`, services.issuer).href
  const begin: TestDoor['begin'] = (provider, more = {}) =>
    beginSignIn(services, {
      provider,
      door: 'test',
      callbackUrl: callbackUrl(provider),
      memo: { page: 'start' },
      admission: { policy },
      ...more,
    })
  const finish: TestDoor['finish'] = (provider, { params }) =>
    completeSignIn(services, { provider, doors: ['test'], params })
  return {
    begin,
    finish,
    async signIn(provider, more) {
      return (await finish(provider, await upstream.visit(await begin(provider, more)))).outcome
    },
  }
}
