import type Provider from 'oidc-provider'
import { after, minutes } from '../kit/clock.ts'
import type { Services } from '../services.ts'

/** Lets an assertion or a proof be used once: a single insert decides, so of requests that come at once one wins. */
export function detectReplays(provider: Provider, { store }: Pick<Services, 'store'>): void {
  const unique = (issuer: string, jti: string, exp: number): Promise<boolean> => {
    // A DPoP proof may be dated five minutes ahead, and is then good for so much longer than the engine says.
    const expiresAt = after(new Date(exp * 1000), minutes(5))
    return store.artifacts.insert('ReplayDetection', JSON.stringify([issuer, jti]), { payload: '{}', expiresAt })
  }
  Object.assign(provider.ReplayDetection, { unique })
}
