import { AppError } from '../../../errors.ts'

/** A JSON answer, whatever content type it claims; anything but success is refused. */
export async function readJson(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`the answer has status ${response.status}`)
  return JSON.parse(await response.text())
}

/** A form-encoded answer. */
export async function readForm(response: Response): Promise<Readonly<Record<string, string>>> {
  if (!response.ok) throw new Error(`the answer has status ${response.status}`)
  return Object.fromEntries(new URLSearchParams(await response.text()))
}

const denials = new Set(['access_denied', 'user_cancelled_authorize', 'user_cancelled_login', 'user_denied'])
const single = ['state', 'code', 'error', 'iss', 'oauth_token', 'oauth_verifier']

/** Refuses an answer in the browser that reports an error or says a thing twice (RFC 6749 section 3.1). */
export function checkAnswer(provider: string, params: URLSearchParams): void {
  const repeated = single.find((name) => params.getAll(name).length > 1)
  if (repeated) throw new AppError('upstream.refused', { provider, problem: `${repeated} is repeated` })
  const error = params.get('error')
  if (!error) return
  throw new AppError(denials.has(error) ? 'upstream.denied' : 'upstream.refused', {
    provider,
    error: shown(error),
    error_description: shown(params.get('error_description') ?? ''),
    error_uri: safeUri(params.get('error_uri')),
  })
}

// What a stranger wrote is shown to people: one short line, and no address that runs when followed.
function shown(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').slice(0, 300)
}

function safeUri(uri: string | null): string {
  const url = URL.parse(uri ?? '')
  return url && /^https?:$/.test(url.protocol) && url.href.length <= 500 ? url.href : ''
}
