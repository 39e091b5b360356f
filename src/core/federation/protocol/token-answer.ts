import { z } from 'zod'
import type { CodeProvider } from '../provider.ts'

const object = z.record(z.string(), z.unknown())

/** A token answer in the words of RFC 6749, and the ID token apart from it: that is verified in one place only. */
export interface TokenAnswer {
  readonly response: Response
  readonly idToken: string | undefined
}

/** Translates what a token endpoint answered: form or JSON, with the provider's own dialect undone. */
export async function readTokenAnswer(provider: CodeProvider, response: Response): Promise<TokenAnswer> {
  const body = readBody(await response.text(), response.headers.get('content-type') ?? '')
  const spoken = provider.tokenAnswer?.(body) ?? body
  // Members that hold nothing mean nothing; without a type, bearer is the only one we could use.
  const present = Object.entries(spoken).filter(([, value]) => value !== null && value !== undefined && value !== '')
  const { id_token, ...answer }: Record<string, unknown> = { token_type: 'bearer', ...Object.fromEntries(present) }
  // GitHub and others report errors with status 200.
  const status = 'error' in answer && response.ok ? 400 : response.status
  return { response: Response.json(answer, { status }), idToken: typeof id_token === 'string' ? id_token : undefined }
}

function readBody(text: string, contentType: string): Record<string, unknown> {
  if (contentType.includes('form-urlencoded') || /^(access_token|error)=/.test(text)) {
    return Object.fromEntries(new URLSearchParams(text))
  }
  return object.parse(JSON.parse(text))
}
