import type { Client, KoaContextWithOIDC } from 'oidc-provider'

/** Whether an application is held to the FAPI 2.0 Security Profile; an administrator says so, application by application. */
export function isFapi(client: Client | undefined): boolean {
  return client?.['fapi'] === true
}

/** The profile of the request's application, as the engine asks for it. */
export function fapiProfile(_ctx: KoaContextWithOIDC, client: Client): '2.0' | undefined {
  return isFapi(client) ? '2.0' : undefined
}
