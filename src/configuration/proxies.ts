import ipaddr from 'ipaddr.js'
import type { Environment } from './environment.ts'

/** `TRUSTED_PROXIES`: networks whose `X-Forwarded-*` headers are believed. */
export function readProxies(env: Environment): readonly string[] {
  const networks = env.list('TRUSTED_PROXIES')
  for (const network of networks) {
    if (!ipaddr.isValidCIDR(network) && !ipaddr.isValid(network)) {
      env.problem('TRUSTED_PROXIES', `use networks such as 10.0.0.0/8 (is "${network}")`)
    }
  }
  return networks
}
