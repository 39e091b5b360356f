import type { PendingRequest } from './requests.ts'

/** The languages the application asked for (`ui_locales`, OpenID Connect Core 3.1.2.1). */
export function askedLocales({ params }: Pick<PendingRequest, 'params'>): readonly string[] {
  const value = params['ui_locales']
  return typeof value === 'string' ? value.split(' ').slice(0, 10) : []
}
