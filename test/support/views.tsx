import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { type Frame, FrameProvider } from '../../views/frame.tsx'
import { samples } from '../../views/samples.tsx'
import { direction, type Locale, translator } from '../../views/text.ts'
import { locales } from '../../views/texts/catalogues.ts'

/** The frame of a page in a language, as the server would make it at the hour of the samples. */
export function sampleFrame(locale: Locale): Frame {
  return {
    locale,
    dir: direction(locale),
    t: translator(locale),
    brand: { name: 'Latchkey' },
    assetVersion: 'x',
    themeUrl: '/assets/theme.css',
    now: new Date('2025-11-21T20:14:00Z'),
    languages: locales.map((each) => ({ locale: each, url: `?ui_locales=${each}` })),
  }
}

/** A view in a language as the string that a browser would receive. */
export function renderView(view: VNode, locale: Locale): string {
  return `<!doctype html>${renderToString(<FrameProvider frame={sampleFrame(locale)}>{view}</FrameProvider>)}`
}

/** Every sample in every language, under a name for a test. */
export function renderSamples(wanted: readonly Locale[] = locales): { name: string; locale: Locale; html: string }[] {
  return wanted.flatMap((locale) =>
    Object.entries(samples).map(([name, view]) => ({ name, locale, html: renderView(view(), locale) })),
  )
}
