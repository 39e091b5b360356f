import type Koa from 'koa'
import { AppError } from '../errors.ts'
import { documentPaths } from './metadata/documents.ts'
import { routes } from './routes.ts'

const called = ['POST', 'OPTIONS']
const shown = ['GET', 'HEAD']
const published = [...shown, 'OPTIONS']

/** Every path of the protocol with its methods. */
const methods: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(documentPaths.map((path) => [path, published])),
  [routes.authorization]: [...shown, 'POST'],
  [routes.token]: called,
  [routes.userinfo]: [...published, 'POST'],
  [routes.introspection]: called,
  [routes.revocation]: called,
  [routes.registration]: called,
  [routes.pushed_authorization_request]: called,
  [routes.device_authorization]: called,
  [routes.code_verification]: [...shown, 'POST'],
  [routes.end_session]: [...shown, 'POST'],
  [`${routes.end_session}/confirm`]: ['POST'],
  [`${routes.end_session}/success`]: shown,
}

// Where a browser comes back to after an interaction, and where an application manages its registration.
const resumed = new RegExp(`^(${routes.authorization}|${routes.code_verification})/[\\w-]+$`)
const managed = new RegExp(`^${routes.registration}/[\\w-]+$`)

/**
 * Lets only the protocol's own paths and methods through. The engine takes `/OAUTH/TOKEN/` for `/oauth/token`; what stands
 * in front of it looks at the path as it is written.
 */
export function endpoints(): Koa.Middleware {
  return async function endpoints(ctx, next) {
    const allowed = methodsOf(ctx.path)
    if (!allowed) throw new AppError('page.unknown')
    if (allowed.includes(ctx.method)) return next()
    ctx.status = 405
    ctx.set('Allow', allowed.join(', '))
    ctx.body = { error: 'invalid_request', error_description: `use ${allowed.join(', ')}` }
  }
}

/** Whether a path lies where the protocol is at home, and no other door. */
export function isProtocolPath(path: string): boolean {
  return path.startsWith('/oauth/') || path.startsWith('/.well-known/')
}

function methodsOf(path: string): readonly string[] | undefined {
  if (resumed.test(path)) return shown
  return managed.test(path) ? ['GET', 'PUT', 'DELETE', 'OPTIONS'] : methods[path]
}
