import type { Environment } from './environment.ts'

const firstOrigin = 'http://localhost:3000'
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a URL points to this machine: development, plain http allowed. */
export function isLoopback(url: URL): boolean {
  return loopbackHosts.has(url.hostname)
}

/** `ISSUER`: a bare origin; `https`, or plain http towards loopback. */
export function readIssuer(env: Environment, port: string | undefined): URL {
  // A port that is none is a problem of its own.
  const fallback = URL.parse(`http://localhost:${/^\d+$/.test(port ?? '') ? port : '3000'}`) ?? new URL(firstOrigin)
  const value = env.text('ISSUER')
  if (value === undefined) return fallback
  const issuer = URL.parse(value)
  if (!issuer || !/^https?:$/.test(issuer.protocol)) {
    env.problem('ISSUER', `use an origin such as https://login.example.com (is "${value}")`)
    return fallback
  }
  if (value !== issuer.origin) {
    env.problem('ISSUER', `use the bare origin ${issuer.origin}, without path, query or trailing slash (is "${value}")`)
  }
  if (issuer.protocol === 'http:' && !isLoopback(issuer)) {
    env.problem('ISSUER', `a public issuer must be https: use https://${issuer.host}`)
  }
  return issuer
}
