import type { VNode } from 'preact'
import { type Frame, FrameProvider } from '../frame.tsx'
import { MailDocument } from './document.tsx'
import type { MailContent, MailValues } from './mail.ts'
import { mailTemplates } from './templates.ts'

/** A mail ready to be sent; `html` becomes a string where pages do. */
export interface WrittenMail {
  readonly subject: string
  readonly text: string
  readonly html: VNode
}

/** Writes a mail of the queue in the language and brand of its frame. */
export function writeMail(frame: Frame, template: string, values: MailValues): WrittenMail {
  const content = mailTemplates[template]?.write(frame, values)
  if (!content) throw new Error(`there is no mail called ${template}`)
  const html = (
    <FrameProvider frame={frame}>
      <MailDocument content={content} />
    </FrameProvider>
  )
  // RFC 5322 section 2.2: a header is one line; names in it come from people.
  return { subject: content.subject.replaceAll(/\s+/g, ' '), text: plainText(frame, content), html }
}

function plainText({ t, brand }: Frame, { heading, body, code, facts = [], action, closing }: MailContent): string {
  return [
    heading,
    body,
    code,
    facts.map(([name, value]) => t('mail.fact', { name, value })).join('\n'),
    action?.lead,
    action && `${action.label}\n${action.url}`,
    ...closing,
    `-- \n${t('mail.why', { brand: brand.name })}`,
  ]
    .filter(Boolean)
    .join('\n\n')
}
