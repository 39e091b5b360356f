import type Provider from 'oidc-provider'
import { omittedRedirectUri } from './authorization/request-shape.ts'

/** Has the engine's artefacts remember what it does not know of. */
export function extendModels({ AuthorizationCode, Grant }: Provider): void {
  // Whether the request left the redirect URI to us (see grant-types/grant-rules.ts).
  extend(AuthorizationCode, omittedRedirectUri)
  // The grant under which this one was made, by token exchange; with that one it ends.
  extend(Grant, 'grantId')
}

function extend(model: unknown, member: string): void {
  // What the engine keeps of an artefact is a list of names, which its types leave out.
  const { IN_PAYLOAD } = model as { readonly IN_PAYLOAD: readonly string[] }
  Object.defineProperty(model, 'IN_PAYLOAD', { value: [...IN_PAYLOAD, member] })
}
