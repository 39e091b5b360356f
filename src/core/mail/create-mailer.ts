import { newId } from '../../kit/ids.ts'
import type { Mailer, Services } from '../../services.ts'

/** Where a mail's content is sealed: table, row, column; it may hold a code or a link. */
export function mailPlace(id: string): string {
  return `mails.${id}.messageSealed`
}

/** Queues mails in the database, in the caller's transaction if it passes one; `deliverMails` sends them. */
export function createMailer({ store, vault, clock }: Pick<Services, 'store' | 'vault' | 'clock'>): Mailer {
  const prepare: Mailer['prepare'] = ({ to, template, locale, values, clientId, withheld = false }) => {
    const id = newId('mail')
    const now = clock.now()
    const content = JSON.stringify({ locale, values: onOneLine(values), clientId })
    const messageSealed = vault.seal(content, mailPlace(id))
    const status = withheld ? 'withheld' : 'queued'
    return { id, template, recipient: to, messageSealed, status, createdAt: now, nextAttemptAt: now }
  }
  return {
    prepare,
    queue: (message, within = store) => within.mails.create(prepare(message)),
  }
}

// Names come from people: none of them may begin a line of its own or turn the text around (security M11).
function onOneLine(values: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(values).map(([name, value]) => [name, value.replaceAll(unruly, ' ')] as const)
  return Object.fromEntries(entries)
}

const unruly = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu
