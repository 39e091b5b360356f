import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request as the simulation sees it. */
export interface Exchange {
  readonly method: string
  readonly url: URL
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly headers: IncomingMessage['headers']
}

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string>>
  readonly html?: string
  readonly location?: string
}

/** Reads a request whole. */
export async function readExchange(request: IncomingMessage, origin: string): Promise<Exchange> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url ?? '/', origin)
  return {
    method: request.method ?? 'GET',
    url,
    query: url.searchParams,
    form: new URLSearchParams(Buffer.concat(chunks).toString('utf8')),
    headers: request.headers,
  }
}

/** Writes an answer. */
export function send(response: ServerResponse, { status, headers = {}, json, form, html, location }: Reply): void {
  const [type, body] =
    html !== undefined
      ? ['text/html', html]
      : form !== undefined
        ? ['application/x-www-form-urlencoded', new URLSearchParams(form).toString()]
        : ['application/json; charset=utf-8', JSON.stringify(json ?? {})]
  const target = location === undefined ? {} : { location }
  response.writeHead(status ?? (location === undefined ? 200 : 302), { 'content-type': type, ...target, ...headers })
  response.end(location === undefined ? body : '')
}
