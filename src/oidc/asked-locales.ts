import type { KoaContextWithOIDC } from 'oidc-provider'

/** The languages an application asked for (`ui_locales`, OpenID Connect Core 3.1.2.1). */
export function askedLocales({ oidc }: KoaContextWithOIDC): readonly string[] {
  const value = oidc.params?.['ui_locales']
  return typeof value === 'string' ? value.split(' ').slice(0, 10) : []
}
