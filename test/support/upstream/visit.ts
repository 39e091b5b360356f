import { parse } from 'node-html-parser'

/** How the browser comes back to us: a redirect, or a form that the provider's page posts. */
export interface Callback {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly params: URLSearchParams
}

/** Opens a provider's authorization page as a browser would and follows it to where it sends people. */
export async function visit(authorizationUrl: string | URL): Promise<Callback> {
  const response = await fetch(authorizationUrl, { redirect: 'manual' })
  const location = response.headers.get('location')
  if (location !== null) {
    const url = new URL(location)
    return { method: 'GET', url, params: url.searchParams }
  }
  const body = await response.text()
  const form = parse(body).querySelector('form')
  if (!form) throw new Error(`the provider answered ${response.status}: ${body}`)
  const fields = form
    .querySelectorAll('input')
    .map((input): [string, string] => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? ''])
  return { method: 'POST', url: new URL(form.getAttribute('action') ?? ''), params: new URLSearchParams(fields) }
}
