import { renderToString } from 'preact-render-to-string'
import type { Frame } from '../../views/frame.tsx'
import { writeMail } from '../../views/mail/write-mail.tsx'
import { direction, pickLocale, translator } from '../../views/text.ts'
import { brandFor } from '../core/branding/brand-of-client.ts'
import type { QueuedMail } from '../core/mail/post.ts'
import type { Services } from '../services.ts'

export interface RenderedMail {
  /** Whose mail its reader takes it for. */
  readonly brand: string
  readonly locale: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A queued mail in its language, and in the brand of the application its reader came from or of this instance. */
export async function renderMail(services: Services, mail: QueuedMail): Promise<RenderedMail> {
  const { template, locale, values, clientId } = mail
  const brand = await brandFor(services, clientId)
  const { subject, text, html } = writeMail(frameOf(locale, brand, services.clock.now()), template, values)
  return {
    brand: brand.name,
    locale: pickLocale([locale]),
    subject,
    text,
    html: `<!doctype html>\n${renderToString(html)}`,
  }
}

function frameOf(language: string, brand: Frame['brand'], now: Date): Frame {
  const locale = pickLocale([language])
  return { locale, dir: direction(locale), t: translator(locale), brand, assetVersion: '', themeUrl: '', now }
}
