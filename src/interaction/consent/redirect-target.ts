import { getDomain } from 'tldts'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Where an answer will go, as a person can judge it: a site's registrable domain, this device, or an app's scheme. */
export function redirectTarget(uri: string) {
  const url = URL.parse(uri)
  if (!url || !/^https?:$/.test(url.protocol)) return { kind: 'app', name: url?.protocol ?? uri, uri } as const
  if (loopbackHosts.has(url.hostname)) return { kind: 'local', name: url.host, uri } as const
  return { kind: 'site', name: getDomain(url.hostname) ?? url.host, uri } as const
}
