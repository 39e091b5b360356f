import { randomUUID } from 'node:crypto'
import { freshBytes } from './secrets.ts'

const prefixes = {
  user: 'user',
  instance: 'ins',
  email: 'idn',
  identity: 'eac',
  passkey: 'pk',
  signIn: 'sign',
  client: 'oauthapp',
  resource: 'res',
  consent: 'cns',
  session: 'ses',
  code: 'code',
  apiKey: 'key',
  audit: 'evt',
  mail: 'mail',
  delivery: 'dlv',
  request: 'req',
  accessToken: 'oat',
} as const

export type IdKind = keyof typeof prefixes

export type UserId = string & { readonly brand?: 'UserId' }
export type ClientId = string & { readonly brand?: 'ClientId' }

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A new identifier such as `user_2f…`: a readable prefix and 27 characters of base 62 (160 bits). */
export function newId(kind: IdKind): string {
  return `${prefixes[kind]}_${randomText(27)}`
}

/** A new random UUID (version 4), where an API fixes that form. */
export function newUuid(): string {
  return randomUUID()
}

/** Random text over base 62, without bias. */
export function randomText(length: number): string {
  let text = ''
  while (text.length < length) {
    // One byte in thirty is of no use: a few more than needed, so that a second draw is rare.
    for (const byte of freshBytes(length + 6)) {
      if (byte < 248 && text.length < length) text += alphabet.charAt(byte % 62)
    }
  }
  return text
}
