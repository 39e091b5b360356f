import type { TestApp, TestClient } from './app.ts'

export interface JsonAnswer {
  readonly status: number
  readonly headers: Headers
  // What a test expects is what it checks.
  // biome-ignore lint/suspicious/noExplicitAny: answers of every endpoint
  readonly body: any
}

type Values = Readonly<Record<string, string>>

/** Posts a form as a program does and reads the JSON answer; an empty body is undefined. */
export async function postForm(
  app: Pick<TestApp, 'origin'>,
  path: string,
  values: Values | [string, string][],
  headers: Values = {},
): Promise<JsonAnswer> {
  const body = new URLSearchParams(values as Record<string, string>)
  return answerOf(
    await fetch(new URL(path, app.origin), {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { accept: 'application/json', ...headers },
    }),
  )
}

/** Reads an answer that may be JSON. */
export async function answerOf(response: Response): Promise<JsonAnswer> {
  const text = await response.text()
  const json = response.headers.get('content-type')?.startsWith('application/json') === true
  return {
    status: response.status,
    headers: response.headers,
    body: json && text !== '' ? JSON.parse(text) : text || undefined,
  }
}

/** The header with which an application proves its secret (RFC 6749 2.3.1). */
export function basic({ clientId, clientSecret }: Pick<TestClient, 'clientId' | 'clientSecret'>): {
  authorization: string
} {
  return {
    authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`,
  }
}
