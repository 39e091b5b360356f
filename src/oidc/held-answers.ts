import type Provider from 'oidc-provider'
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'
import type { Services } from '../services.ts'
import { isPushedReference } from './authorization/request-shape.ts'
import { renderError } from './pages.tsx'

type ResponseMode = Parameters<Provider['registerResponseMode']>[1]

/** A response mode that keeps some errors here, on a page, where sending the browser on would help the wrong people. */
export function holdingBack(services: Services, mode: ResponseMode): ResponseMode {
  const showError = renderError(services)
  return async (ctx, redirectUri, answer) => {
    if (!('error' in answer) || !(isUnknownReference(ctx) || isForStranger(ctx))) return mode(ctx, redirectUri, answer)
    if (ctx.status < 400) ctx.status = 400
    // The engine hands over what it would have sent: an error.
    await showError(ctx, answer as unknown as ErrorOut, new Error('held back'))
  }
}

// What a pushed request holds replaces the reference; where it still stands, nothing of the request is known.
function isUnknownReference({ oidc }: KoaContextWithOIDC): boolean {
  return isPushedReference(oidc.params?.['request_uri'])
}

// RFC 9700 4.11.2: whoever may register an application could make us send anybody anywhere, so a person who has not
// signed in is not sent to one that no administrator knows. Without a person (`prompt=none`) there is nobody to fool.
function isForStranger({ oidc }: KoaContextWithOIDC): boolean {
  const { client, route, session } = oidc
  const known = client?.['application_id'] !== undefined && client['dynamically_registered'] !== true
  return !known && route === 'authorization' && session?.accountId === undefined && !oidc.prompts.has('none')
}
