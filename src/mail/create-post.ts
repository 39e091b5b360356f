import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import type { Delivery, Post, QueuedMail } from '../core/mail/post.ts'
import { seconds } from '../kit/clock.ts'
import type { Services } from '../services.ts'
import { renderMail } from './render-mail.tsx'

type Carrier = (message: SendMailOptions, id: string) => Promise<Delivery>

/** Sends mails to `SMTP_URL`; without it a loopback issuer writes them to `DATA_DIR/outbox`, one file each. */
export function createPost(services: Services): Post {
  const carry = carrier(services)
  return { send: async (mail) => carry(await messageOf(services, mail), mail.id) }
}

function carrier({ config }: Services): Carrier {
  if (config.smtpUrl !== undefined) return smtp(config.smtpUrl)
  if (config.loopback) return outbox(join(config.dataDir, 'outbox'))
  return async () => ({ kind: 'refused', reason: 'SMTP_URL is not set', final: true })
}

async function messageOf(services: Services, mail: QueuedMail): Promise<SendMailOptions> {
  const { config, clock, issuer, branding } = services
  const { brand, locale, ...written } = await renderMail(services, mail)
  return {
    ...written,
    from: brand === branding.current().name ? config.mailFrom : { name: brand, address: addressIn(config.mailFrom) },
    // An object, so that nothing in an address can make it two (security L11).
    to: { name: '', address: mail.to },
    date: clock.now(),
    // The same at every try: who receives it twice sees it once.
    messageId: `<${mail.id}@${issuer.hostname}>`,
    // RFC 3834: no answers from holidays.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': locale },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

// `MAIL_FROM` is an address, or a name and an address in angle brackets.
function addressIn(mailFrom: string): string {
  return /<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom
}

function smtp(url: string): Carrier {
  const limits = {
    connectionTimeout: seconds(10) * 1000,
    greetingTimeout: seconds(10) * 1000,
    socketTimeout: seconds(30) * 1000,
  }
  const transport = createTransport({ url, pool: true, maxConnections: 3, ...limits })
  return async (message) => {
    try {
      await transport.sendMail(message)
      return { kind: 'sent' }
    } catch (error) {
      return refusal(error)
    }
  }
}

interface SmtpError {
  readonly code?: string
  readonly responseCode?: number
  readonly response?: string
}

// RFC 5321 section 4.2.1: answers from 500 on are final. What the server said is for the operator to read.
function refusal(error: unknown): Delivery {
  const { code, responseCode, response } = error as SmtpError
  const said = (response ?? (error instanceof Error ? error.message : '')).replaceAll(/\s+/g, ' ').slice(0, 200)
  return { kind: 'refused', reason: [code, said].filter(Boolean).join(': '), final: (responseCode ?? 0) >= 500 }
}

function outbox(directory: string): Carrier {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return async (message, id) => {
    const { message: bytes } = await transport.sendMail(message)
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await writeFile(join(directory, `${stamp(message.date)}-${id}.eml`), bytes, { mode: 0o600 })
    return { kind: 'sent' }
  }
}

// Sorts by time, and a file system takes it.
function stamp(date: SendMailOptions['date']): string {
  return new Date(date ?? 0).toISOString().replaceAll(/[:.]/g, '-')
}
