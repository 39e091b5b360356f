import type { Adapter } from 'oidc-provider'
import type { Services } from '../../services.ts'
import { ArtifactAdapter } from './artifact-adapter.ts'
import { clientAdapter } from './client-adapter.ts'
import { CodeAdapter } from './code-adapter.ts'
import { DeviceCodeAdapter } from './device-code-adapter.ts'
import { GrantAdapter } from './grant-adapter.ts'
import { GrantedAdapter } from './granted-adapter.ts'
import { InteractionAdapter } from './interaction-adapter.ts'
import { PushedRequestAdapter } from './pushed-request-adapter.ts'
import { RefreshTokenAdapter } from './refresh-token-adapter.ts'
import { SessionAdapter } from './session-adapter.ts'

const special: Readonly<Record<string, typeof ArtifactAdapter>> = {
  AccessToken: GrantedAdapter,
  AuthorizationCode: CodeAdapter,
  DeviceCode: DeviceCodeAdapter,
  Grant: GrantAdapter,
  Interaction: InteractionAdapter,
  PushedAuthorizationRequest: PushedRequestAdapter,
  RefreshToken: RefreshTokenAdapter,
  Session: SessionAdapter,
}

/** Where the protocol engine keeps its artefacts, model by model; clients come from their own table. */
export function adapter(services: Services): (model: string) => Adapter {
  return (model) => {
    if (model === 'Client') return clientAdapter(services)
    return new (special[model] ?? ArtifactAdapter)(services, model)
  }
}
