import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type Koa from 'koa'
import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Engine } from '../engine.ts'
import { routes } from '../routes.ts'
import { serverMetadata } from './server-metadata.ts'

const discovery = new Set(['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'])
export const documentPaths: readonly string[] = [...discovery, routes.jwks]

interface Document {
  readonly body: Buffer
  readonly etag: string
  readonly headers: OutgoingHttpHeaders
}

/** Metadata and keys: asked for often, changed rarely, so made once for each engine and then answered from memory. */
export interface Documents {
  /** Answers a plain request from memory, before any other work is done; false when there is more to it. */
  answer(request: IncomingMessage, response: ServerResponse): boolean
  /** Makes the documents; in front of the engine, which knows what is in them. */
  readonly middleware: Koa.Middleware
}

/** The documents of the engine of the moment. */
export function createDocuments(services: Services, engine: Engine): Documents {
  const { issuer, config } = services
  let kept = { of: engine.current(), byPath: new Map<string, Document>() }

  const find = (path: string): Document | undefined => {
    if (kept.of !== engine.current()) kept = { of: engine.current(), byPath: new Map() }
    return kept.byPath.get(path)
  }

  return {
    answer(request, response) {
      const { method, url = '', headers } = request
      // What another host may have to do with it is for the middleware (http/canonical-origin.ts).
      const { host, 'x-forwarded-host': forwarded = host } = headers
      if (host !== issuer.host || (config.trustedProxies.length > 0 && forwarded !== host)) return false
      const document = method === 'GET' ? find(url) : undefined
      if (!document) return false
      const unchanged = headers['if-none-match'] === document.etag
      response.writeHead(unchanged ? 304 : 200, document.headers)
      response.end(unchanged ? undefined : document.body)
      return true
    },

    async middleware(ctx, next) {
      if (!documentPaths.includes(ctx.path)) return next()
      const maker = engine.current()
      await next()
      if (ctx.method === 'OPTIONS' || ctx.status !== 200) return
      // The engine's own body: a plain object.
      const answer = ctx.body as Record<string, unknown>
      const content = discovery.has(ctx.path) ? serverMetadata(services, engine.settings(), answer) : answer
      const body = Buffer.from(JSON.stringify(content))
      const etag = `"${digest(body.toString()).slice(0, 22)}"`
      // The same for everybody, on any site.
      ctx.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
      ctx.set({ ETag: etag, 'Cache-Control': 'public, max-age=300' })
      ctx.remove('Vary')
      ctx.body = body
      ctx.type = 'application/json'
      const { 'x-request-id': _request, ...headers } = ctx.response.headers
      if (maker === engine.current()) kept.byPath.set(ctx.path, { body, etag, headers })
      if (ctx.fresh) ctx.status = 304
    },
  }
}

/** Lets an application answer documents before the first of its middleware. */
export function answerFirst(app: Koa, { answer }: Documents): void {
  const handler = app.callback.bind(app)
  app.callback = () => {
    const handle = handler()
    return async (request, response) => {
      // Koa's types allow for HTTP/2, which we do not speak.
      const answered = answer(request as IncomingMessage, response as ServerResponse)
      if (!answered) await handle(request, response)
    }
  }
}
