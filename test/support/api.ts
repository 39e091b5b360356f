import supertest from 'supertest'
import { adminApiKey, type TestApp } from './app.ts'

export interface ApiCall {
  readonly body?: unknown
  /** The key to present; nothing is presented for null. */
  readonly key?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

export type ApiMethod = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** A script that uses the backend API. */
export function api(app: TestApp) {
  const call = (method: ApiMethod, path: string, { body, key = adminApiKey, headers = {} }: ApiCall = {}) => {
    const request = supertest(app.origin)[method](path)
    if (key !== null) request.set('authorization', `Bearer ${key}`)
    request.set(headers)
    return body === undefined ? request : request.send(body as object)
  }
  /** The JSON of an answer that must be a success. */
  const done = async (method: ApiMethod, path: string, body?: unknown) => {
    const answer = await call(method, path, { body })
    if (answer.status > 299) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.body
  }
  return { call, done }
}

/** What an answer refuses: its status, the first code and the parameter it names. */
export function refusal(answer: supertest.Response) {
  const [first] = answer.body.errors ?? []
  return [answer.status, first?.code, ...(first?.meta?.param_name === undefined ? [] : [first.meta.param_name])]
}
