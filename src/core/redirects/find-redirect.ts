import type { Services } from '../../services.ts'
import { redirectRules, splitAddress } from './redirect-rules.ts'

const longest = 4096

// Addresses that run or show what they hold instead of leading to an app.
const inert = new Set(['about:', 'blob:', 'data:', 'file:', 'filesystem:', 'javascript:', 'vbscript:', 'view-source:'])

/**
 * The address as it may be sent to a browser, or undefined when the allow-list does not have it. Patterns compare text, but
 * browsers follow the WHATWG parser: what the two could read differently is refused, and only the parsed form is answered.
 */
export function findRedirect(services: Pick<Services, 'config'>, address: string): URL | undefined {
  const url = parseStrictly(address)
  if (!url) return undefined
  const asked = splitAddress(withoutTail(address))
  const read = splitAddress(withoutTail(url.href))
  const allowed = redirectRules(services).some(
    ({ origin, path }) => origin.matches(asked.origin) && below(path, asked.path) && below(path, read.path),
  )
  return allowed ? url : undefined
}

/** Whether scripts of this origin may read our answers: it is the origin of an address on the allow-list. */
export function isAllowedOrigin(services: Pick<Services, 'config'>, origin: string): boolean {
  const url = parseStrictly(origin)
  if (!url || splitAddress(origin).path !== '') return false
  return redirectRules(services).some((rule) => rule.origin.matches(origin))
}

function parseStrictly(address: string): URL | undefined {
  // Parsers drop or fold these silently; no address needs them unescaped.
  if (address.length > longest || /[\\\s\p{C}]/u.test(address)) return undefined
  const url = URL.parse(address)
  if (!url || inert.has(url.protocol) || url.username !== '' || url.password !== '') return undefined
  return sameOrigin(address, url) ? url : undefined
}

// The parser must see the same scheme, host and port that stand there, but for case and a port that goes without saying.
function sameOrigin(address: string, url: URL): boolean {
  const written = splitAddress(withoutTail(address)).origin.toLowerCase()
  const read = splitAddress(withoutTail(url.href)).origin.toLowerCase()
  const implied = { 'http:': ':80', 'https:': ':443' }[url.protocol]
  return written === read || (implied !== undefined && written === `${read}${implied}`)
}

function withoutTail(address: string): string {
  return address.replace(/[?#].*$/s, '')
}

function below(path: { matches(text: string): boolean }, text: string): boolean {
  return path.matches(text) || path.matches(`${text}/`)
}
