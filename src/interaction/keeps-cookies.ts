import type Koa from 'koa'
import { seconds } from '../kit/clock.ts'

const probe = 'latchkey_cookies'

/**
 * Whether this browser keeps our cookies. One that sends none at all is given one and sent here once more, which is
 * `undecided`: without the question it would be sent in circles.
 */
export function keepsCookies(ctx: Koa.Context, path: string): 'yes' | 'no' | 'undecided' {
  if (ctx.get('cookie') !== '') return 'yes'
  if (ctx.query[probe] !== undefined) return 'no'
  const life = seconds(60) * 1000
  ctx.cookies.set(probe, '1', { path: '/interaction', httpOnly: true, sameSite: 'lax', signed: false, maxAge: life })
  ctx.status = 303
  ctx.redirect(`${path}?${probe}=asked`)
  return 'undecided'
}
