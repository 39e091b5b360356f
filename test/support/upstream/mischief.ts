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

const json = { 'content-type': 'application/json' }

type Misdeed = (response: ServerResponse, request: IncomingMessage, canary: string) => void

const misdeeds: Record<Mischief, Misdeed> = {
  silence: () => undefined,
  drip,
  flood,
  'gzip-bomb': (response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
  reset: (_response, { socket }) => socket.resetAndDestroy(),
  'reset-in-body': (response, { socket }) => {
    response.writeHead(200, { ...json, 'content-length': '1000' }).write('{"access_token":')
    setTimeout(() => socket.resetAndDestroy(), 20)
  },
  redirect: (response, _request, canary) => response.writeHead(302, { location: canary }).end(),
  html: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Sorry</h1>'),
  garbage: (response) => response.writeHead(200, json).end('{"access_token": '),
  'not-utf8': (response) => response.writeHead(200, json).end(Buffer.from('7b22fffe80223a317d', 'hex')),
  'empty-object': (response) => response.writeHead(200, json).end('{}'),
  'error-500': (response) => response.writeHead(500, { 'content-type': 'text/plain' }).end('oops'),
  'too-many-requests': (response) =>
    response.writeHead(429, { ...json, 'retry-after': '3600' }).end('{"error":"slow_down"}'),
}

/** Answers a request badly. */
export function misbehave(how: Mischief, request: IncomingMessage, response: ServerResponse, canary: string): void {
  misdeeds[how](response, request, canary)
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
      if (!response.write(chunk)) {
        response.once('drain', pour)
        return
      }
    }
    response.end()
  }
  pour()
}
