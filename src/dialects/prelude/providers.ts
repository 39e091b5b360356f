/** Providers that the API knows by another name than we do; all others go by ours. */
const ours: Readonly<Record<string, string>> = { microsoft: 'entraid' }

/** Our id for a provider of the API. */
export function providerId(name: string): string {
  return ours[name] ?? name
}
