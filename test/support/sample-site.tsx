import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { assets } from '../../src/http/assets.ts'
import { securityHeaders } from '../../src/http/security-headers.ts'
import type { Services } from '../../src/services.ts'
import { samples } from '../../views/samples.tsx'
import type { Locale } from '../../views/text.ts'
import { themeStylesheet } from '../../views/theme.ts'
import { renderView } from './views.tsx'

export interface SampleSite {
  readonly origin: string
  readonly close: () => void
}

/** Serves every sample at `/<locale>/<name>` with the assets and under the headers of the product. */
export async function startSampleSite(): Promise<SampleSite> {
  const app = new Koa()
  app.use(securityHeaders({ issuer: new URL('http://localhost') } as Services))
  app.use(assets())
  app.use((ctx) => {
    const [, locale, name] = ctx.path.split('/')
    const sample = samples[name ?? '']
    ctx.type = ctx.path.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8'
    ctx.body = sample ? renderView(sample(), locale as Locale) : themeStylesheet({})
  })
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() }
}
