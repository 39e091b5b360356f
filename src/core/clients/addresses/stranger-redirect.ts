import { isAcceptableRedirectUri } from './redirect-uris.ts'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether an application that no administrator knows may be answered at this address: https, this machine (RFC 8252 7.3),
 * or, unless it says that it is a web application, a scheme of its own (RFC 8252 7.1).
 */
export function isStrangerRedirect(uri: string, applicationType: string | undefined): boolean {
  if (!isAcceptableRedirectUri(uri)) return false
  const { protocol, hostname } = new URL(uri)
  if (protocol === 'https:') return true
  if (protocol === 'http:') return loopbackHosts.has(hostname)
  return applicationType !== 'web'
}
