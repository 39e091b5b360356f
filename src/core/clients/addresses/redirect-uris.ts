const forbiddenSchemes = new Set([
  'javascript:',
  'vbscript:',
  'data:',
  'blob:',
  'file:',
  'about:',
  'filesystem:',
  'view-source:',
  'intent:', // starts whatever app it names
])

export const redirectUriMaxLength = 2048
export const redirectUriMaxCount = 100

/** Whether a redirect URI may be registered at all: absolute, spelt plainly, without fragment, of a safe scheme. */
export function isAcceptableRedirectUri(uri: string): boolean {
  const url = URL.parse(uri)
  if (url === null || uri.length > redirectUriMaxLength || forbiddenSchemes.has(url.protocol)) return false
  // What `URL` would quietly repair must not be registered: the comparison at sign-in is exact.
  if (!/^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(uri) || /[\\#*]/.test(uri)) return false
  const hasHost = url.protocol !== 'https:' && url.protocol !== 'http:' ? true : /^https?:\/\/[^/?]/i.test(uri)
  return hasHost && url.username === '' && url.password === ''
}
