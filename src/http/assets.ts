import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type Koa from 'koa'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
}

interface Asset {
  readonly type: string
  readonly bytes: Buffer
}

/** Serves `views/assets` under `/assets`; with the right version in the query they may be kept for ever. */
export function assets(): Koa.Middleware {
  return async function assets(ctx, next) {
    const name = /^\/assets\/([\w./-]+)$/.exec(ctx.path)?.[1]
    const asset = name === undefined ? undefined : load().files.get(name)
    if (!asset || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    const current = ctx.query['v'] === load().version
    ctx.set('Cache-Control', current ? 'public, max-age=31536000, immutable' : 'public, max-age=300')
    ctx.type = asset.type
    ctx.body = asset.bytes
  }
}

/** Changes whenever a file of `views/assets` does. */
export function assetVersion(): string {
  return load().version
}

let loaded: { readonly files: ReadonlyMap<string, Asset>; readonly version: string } | undefined

function load() {
  loaded ??= read(folder())
  return loaded
}

function read(root: string) {
  const files = new Map<string, Asset>()
  const version = createHash('sha256')
  for (const entry of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const type = types[extname(entry)]
    if (type === undefined) continue
    const bytes = readFileSync(join(root, entry))
    files.set(entry.replaceAll('\\', '/'), { type, bytes })
    version.update(entry).update(bytes)
  }
  return { files, version: version.digest('hex').slice(0, 12) }
}

// The assets stay in `views`, seen from the sources and from the build in `dist`.
function folder(): string {
  const [source, built] = ['../../views/assets/', '../../../views/assets/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  return source !== undefined && existsSync(source) && readdirSync(source).includes('style.css')
    ? source
    : (built ?? '')
}
