/** Whether a page at this origin belongs to an application with these redirect URIs. */
export function isOriginOf(origin: string, redirectUris: readonly string[]): boolean {
  return origin !== 'null' && redirectUris.some((uri) => URL.parse(uri)?.origin === origin)
}
