import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

/** Ways in which an upstream fails, by accident or on purpose. */
export type Mischief =
  | 'silence'
  | 'drip'
  | 'flood'
  | 'gzip-bomb'
  | 'reset'
  | 'reset-in-body'
  | 'redirect'
  | 'html'
  | 'garbage'
  | 'not-utf8'
  | 'empty-object'
  | 'error-500'
  | 'too-many-requests'

const megabyte = 1024 * 1024
const bomb = gzipSync(Buffer.alloc(50 * megabyte, 'x'))

/** Answers a request badly. */
export function misbehave(how: Mischief, request: IncomingMessage, response: ServerResponse, canary: string): void {
  const json = { 'content-type': 'application/json' }
  switch (how) {
    case 'silence':
      return undefined
    case 'drip':
      return drip(response)
    case 'flood':
      return flood(response)
    case 'gzip-bomb':
      return void response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb)
    case 'reset':
      return void request.socket.resetAndDestroy()
    case 'reset-in-body':
      response.writeHead(200, { ...json, 'content-length': '1000' }).write('{"access_token":')
      return void setTimeout(() => request.socket.resetAndDestroy(), 20)
    case 'redirect':
      return void response.writeHead(302, { location: canary }).end()
    case 'html':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Sorry</h1>')
    case 'garbage':
      return void response.writeHead(200, json).end('{"access_token": ')
    case 'not-utf8':
      return void response.writeHead(200, json).end(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x80, 0x22, 0x3a, 0x31, 0x7d]))
    case 'empty-object':
      return void response.writeHead(200, json).end('{}')
    case 'error-500':
      return void response.writeHead(500, { 'content-type': 'text/plain' }).end('oops')
    case 'too-many-requests':
      return void response.writeHead(429, { ...json, 'retry-after': '3600' }).end('{"error":"slow_down"}')
    default:
      return how satisfies never
  }
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 1000)
  response.on('close', () => clearInterval(timer))
}

function flood(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  let left = 50
  const chunk = Buffer.alloc(megabyte, ' ')
  const pour = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1
      if (!response.write(chunk)) return void response.once('drain', pour)
    }
    response.end()
  }
  pour()
}
