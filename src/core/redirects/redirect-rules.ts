import type { Services } from '../../services.ts'
import { compileGlob, type Glob } from './glob.ts'

/** One entry of the allow-list: who may be sent to, and below which path. */
export interface RedirectRule {
  readonly origin: Glob
  readonly path: Glob
}

export interface SplitAddress {
  /** Scheme and authority, such as `https://app.test:8443` or `com.example.app:`. */
  readonly origin: string
  readonly path: string
}

const compiled = new WeakMap<Services['config'], readonly RedirectRule[]>()

/** The allow-list of the configuration: `CLIENT_URL`, then `ALLOWED_REDIRECT_URLS` (spec/nhost.md 1.5). */
export function redirectRules({ config }: Pick<Services, 'config'>): readonly RedirectRule[] {
  const known = compiled.get(config)
  if (known) return known
  const rules = [config.clientUrl, ...config.allowedRedirectUrls].flatMap(compileEntry)
  compiled.set(config, rules)
  return rules
}

/** Cuts an address, or a pattern of addresses, where its authority ends, so that no wildcard reaches from one part into the other. */
export function splitAddress(address: string): SplitAddress {
  const [, origin = '', path = ''] = /^([^:/]*:(?:\/\/[^/]*)?)(.*)$/s.exec(address) ?? []
  return { origin, path }
}

function compileEntry(entry: string): readonly RedirectRule[] {
  const { origin, path } = splitAddress(withOpenEnd(entry))
  if (origin === '') return []
  const rule = { path: compileGlob(path === '' ? '/**' : path) }
  return spellings(origin).map((spelling) => ({ ...rule, origin: compileGlob(spelling) }))
}

// Every entry allows what lies below it.
function withOpenEnd(entry: string): string {
  if (entry.endsWith('/**')) return entry
  if (entry.endsWith('/*')) return `${entry}*`
  return entry.endsWith('/') ? `${entry}**` : `${entry}/**`
}

// The port that a scheme implies may be written or not.
function spellings(origin: string): readonly string[] {
  const scheme = /^(https?):\/\//.exec(origin)?.[1]
  if (scheme === undefined) return [origin]
  const port = scheme === 'https' ? ':443' : ':80'
  if (origin.endsWith(port)) return [origin, origin.slice(0, -port.length)]
  return /:\d+$/.test(origin) ? [origin] : [origin, `${origin}${port}`]
}
