import type Koa from 'koa'
import { AppError } from '../errors.ts'

/** The access token of the header `Authorization` (RFC 6750 section 2.1). */
export function bearerToken(ctx: Koa.Context): string {
  const token = /^Bearer +([\w~+/.-]+=*)$/i.exec(ctx.get('authorization'))?.[1]
  if (token === undefined) throw new AppError('session.required')
  return token
}
