import type Koa from 'koa'
import { authenticateKey, type KeyHolder } from '../core/api-keys/authenticate-key.ts'
import { AppError } from '../errors.ts'
import { addressPrefix } from '../http/client-address.ts'
import type { Services } from '../services.ts'

/** What somebody wants to do: a key for reading cannot write. */
export type Access = 'read' | 'write'

/** Lets in who presents a backend key in the `Authorization` header, and nowhere else (RFC 6750 section 2.3 is why). */
export async function enterWithKey(services: Services, ctx: Koa.Context, access: Access): Promise<KeyHolder> {
  const presented = /^Bearer +([\x21-\x7e]{1,8192})$/i.exec(ctx.get('authorization'))?.[1]
  if (presented === undefined) throw new AppError('key.missing')
  const holder = await authenticateKey(services, {
    presented,
    addressPrefix: addressPrefix(String(ctx.state['address'])),
  })
  const allowed = holder.scopes.includes('*') || (access === 'read' && holder.scopes.includes('read'))
  if (!allowed) throw new AppError('admin.required')
  return holder
}
