import { type AdapterPayload, errors } from 'oidc-provider'
import type { NewArtifact } from '../../store/artifacts.ts'
import { GrantedAdapter } from './granted-adapter.ts'

/** Codes that are good for one use: of requests that come at once, one wins (security 0.1). */
export class CodeAdapter extends GrantedAdapter {
  override async consume(id: string): Promise<void> {
    const { store, clock } = this.services
    if (await store.artifacts.consume(this.model, id, clock.now())) return
    if (this.model === 'PushedAuthorizationRequest') throw new errors.InvalidRequestUri('request_uri was used already')
    throw new errors.InvalidGrant('already used')
  }

  protected override pack(id: string, payload: AdapterPayload, expiresIn: number): NewArtifact {
    // Told to the engine for what happens at sign-out (see `expiresWithSession`); a token does not end merely because
    // the time of its browser session is up.
    const { expiresWithSession: _session, ...rest } = payload
    return super.pack(id, rest, expiresIn)
  }
}
