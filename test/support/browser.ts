import { type HTMLElement, parse } from 'node-html-parser'

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
}

interface Submission {
  /** The words on the button to press; the first submit button of the first form when not given. */
  readonly button?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A browser without scripts: it keeps cookies, follows redirects inside the issuer and fills forms by field name. */
export class Browser {
  readonly origin: string
  readonly cookies = new Map<string, Cookie>()
  headers: Record<string, string> = {
    accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
    'accept-language': 'en',
  }

  constructor(origin: string) {
    this.origin = origin
  }

  /** Opens an address and follows redirects until a page, or an address outside the issuer, is reached. */
  async open(address: string, init: RequestInit = {}): Promise<Page> {
    let url = new URL(address, this.origin)
    let request = init
    for (let hop = 0; hop < 20; hop += 1) {
      const response = await this.request(url.href, request)
      const location = response.headers.get('location')
      if (location === null || response.status < 300 || response.status > 399) {
        return new Page(this, url, response, await response.text())
      }
      url = new URL(location, url)
      if (url.origin !== this.origin) return new Page(this, url, response, '')
      request = {}
    }
    throw new Error(`too many redirects, the last to ${url.href}`)
  }

  /** One request with this browser's cookies; redirects are not followed. */
  async request(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address, this.origin)
    const cookie = [...this.cookies.values()]
      .filter(({ path }) => url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
    const headers = {
      ...this.headers,
      ...(cookie === '' ? {} : { cookie }),
      ...(init.headers as Record<string, string>),
    }
    const response = await fetch(url, { ...init, redirect: 'manual', headers })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/'
    const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice(8)
    const gone = value === '' || (expires !== undefined && Date.parse(expires) <= Date.now())
    if (gone) this.cookies.delete(`${name} ${path}`)
    else this.cookies.set(`${name} ${path}`, { name, value, path })
  }
}

/** What a browser shows, or the foreign address it was sent to. */
export class Page {
  readonly #browser: Browser
  readonly url: URL
  readonly response: Response
  readonly html: string

  constructor(browser: Browser, url: URL, response: Response, html: string) {
    this.#browser = browser
    this.url = url
    this.response = response
    this.html = html
  }

  get status(): number {
    return this.response.status
  }

  get root(): HTMLElement {
    return parse(this.html)
  }

  /** The words of the page. */
  get text(): string {
    return this.root.querySelector('main')?.structuredText ?? this.root.structuredText
  }

  get title(): string {
    return this.root.querySelector('title')?.textContent ?? ''
  }

  /** Fills the form that holds the button, and presses it. */
  async submit(
    values: Readonly<Record<string, string>> = {},
    { button, headers = {} }: Submission = {},
  ): Promise<Page> {
    const pressed = this.root
      .querySelectorAll('form button')
      .find((element) => button === undefined || element.textContent.trim().includes(button))
    const form = pressed?.closest('form')
    if (!pressed || !form) throw new Error(`no form with the button "${button ?? ''}" on: ${this.text}`)
    const fields = new URLSearchParams()
    for (const input of form.querySelectorAll('input,select,textarea')) {
      const name = input.getAttribute('name')
      const unchecked =
        ['checkbox', 'radio'].includes(input.getAttribute('type') ?? '') && !input.hasAttribute('checked')
      if (name && !unchecked) fields.set(name, shownIn(input))
    }
    const name = pressed.getAttribute('name')
    if (name) fields.set(name, pressed.getAttribute('value') ?? '')
    for (const [field, value] of Object.entries(values)) fields.set(field, value)
    const action = pressed.getAttribute('formaction') ?? form.getAttribute('action') ?? this.url.href
    return this.#browser.open(new URL(action, this.url).href, {
      method: 'POST',
      body: fields,
      headers: { origin: this.#browser.origin, 'sec-fetch-site': 'same-origin', ...headers },
    })
  }
}

function shownIn(control: HTMLElement): string {
  if (control.tagName === 'TEXTAREA') return control.textContent
  const chosen = control.querySelector('option[selected]') ?? control.querySelector('option')
  return (chosen ?? control).getAttribute('value') ?? ''
}
