import type Koa from 'koa'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { type Brand, type Frame, FrameProvider } from '../../views/frame.tsx'
import { direction, translator } from '../../views/text.ts'
import type { Services } from '../services.ts'
import { assetVersion } from './assets.ts'
import { keepLanguage, languageLinks, localeOf } from './language.ts'

export interface PageOptions {
  readonly status?: number
  /** Languages the person or the application asked for, best first; the browser's follow. */
  readonly locales?: readonly string[]
  /** The application whose colours the page wears. */
  readonly clientId?: string | undefined
  /** Its name and logo; without it this instance's. */
  readonly brand?: Brand | undefined
  /** Whether the person may see the administrators' pages. */
  readonly isAdmin?: boolean
}

/** Answers with a view as a whole HTML document. */
export function page(
  ctx: Koa.Context,
  services: Pick<Services, 'clock' | 'branding'>,
  view: VNode,
  options: PageOptions = {},
): void {
  const frame = frameOf(ctx, services, options)
  keepLanguage(ctx)
  const html = renderToString(<FrameProvider frame={frame}>{view}</FrameProvider>)
  ctx.status = options.status ?? 200
  ctx.type = 'text/html; charset=utf-8'
  ctx.set('Cache-Control', 'no-store')
  ctx.vary('Accept-Language')
  ctx.body = `<!doctype html>\n${html}`
}

function frameOf(
  ctx: Koa.Context,
  { clock, branding }: Pick<Services, 'clock' | 'branding'>,
  options: PageOptions,
): Frame {
  const { locales = [], clientId, isAdmin = false } = options
  const locale = localeOf(ctx, locales)
  return {
    locale,
    dir: direction(locale),
    t: translator(locale),
    brand: options.brand ?? branding.current(),
    assetVersion: assetVersion(),
    themeUrl: clientId === undefined ? '/assets/theme.css' : `/assets/theme.css?client=${encodeURIComponent(clientId)}`,
    now: clock.now(),
    adminUrl: isAdmin ? '/admin' : undefined,
    languages: (options.status ?? 200) < 400 ? languageLinks(ctx) : undefined,
  }
}
