import { type Dispatcher, Pool } from 'undici'

export type Form = Readonly<Record<string, string>>

/** A client of one server over kept connections; it costs little, so that the server is what is measured. */
export interface Agent {
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<void>
  /** Posts a form and answers the JSON that comes back. */
  post(url: string, form: Form): Promise<Readonly<Record<string, unknown>>>
  /** The address a redirect leads to. */
  follow(url: string, headers: Readonly<Record<string, string>>): Promise<URL>
  close(): Promise<void>
}

/** Opens a client with so many connections. */
export function openAgent(origin: string, connections: number): Agent {
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const request = async (url: string, options: Omit<Dispatcher.RequestOptions, 'path' | 'origin'>) => {
    const { statusCode, headers, body } = await pool.request({ ...options, path: url.slice(origin.length) || '/' })
    return { status: statusCode, location: headers['location'], text: await body.text() }
  }
  return {
    async get(url, headers = {}) {
      const { status, text } = await request(url, { method: 'GET', headers })
      if (status !== 200) throw new Error(`${url}: ${status} ${text}`)
    },
    async post(url, form) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const body = String(new URLSearchParams(form))
      const { status, text } = await request(url, { method: 'POST', headers, body })
      if (status !== 200) throw new Error(`${url}: ${status} ${text}`)
      return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
    },
    async follow(url, headers) {
      const { status, location, text } = await request(url, { method: 'GET', headers })
      if (typeof location !== 'string') throw new Error(`${url}: ${status} ${text}`)
      return new URL(location, origin)
    },
    close: () => pool.close(),
  }
}
