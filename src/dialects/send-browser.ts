import type Koa from 'koa'

/** Sends the browser on with parameters for an app; those the address has already stay, but for ones of the same name. */
export function sendBrowser(
  ctx: Koa.Context,
  address: URL,
  params: Readonly<Record<string, string | undefined>> = {},
): void {
  const target = new URL(address)
  for (const [name, value] of Object.entries(params)) if (value !== undefined) target.searchParams.set(name, value)
  ctx.set('Referrer-Policy', 'no-referrer')
  ctx.set('Cache-Control', 'no-store')
  ctx.status = 302
  ctx.set('Location', target.href)
  ctx.body = ''
}
