import { renderToString } from 'preact-render-to-string'
import type { Frame } from '../../views/frame.tsx'
import { writeMail } from '../../views/mail/write-mail.tsx'
import { direction, pickLocale, translator } from '../../views/text.ts'
import type { QueuedMail } from '../core/mail/post.ts'
import type { Services } from '../services.ts'

export interface RenderedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A queued mail in its language and in the brand of this instance. */
export function renderMail({ branding, clock }: Services, { template, locale, values }: QueuedMail): RenderedMail {
  const { subject, text, html } = writeMail(frameOf(locale, branding.current(), clock.now()), template, values)
  return { subject, text, html: `<!doctype html>\n${renderToString(html)}` }
}

function frameOf(language: string, brand: Frame['brand'], now: Date): Frame {
  const locale = pickLocale([language])
  return { locale, dir: direction(locale), t: translator(locale), brand, assetVersion: '', themeUrl: '', now }
}
