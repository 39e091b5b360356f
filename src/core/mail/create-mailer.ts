import { newId } from '../../kit/ids.ts'
import type { Mailer, Services } from '../../services.ts'

/** Where a mail's content is sealed: table, row, column; it may hold a code or a link. */
export function mailPlace(id: string): string {
  return `mails.${id}.messageSealed`
}

/** Queues mails in the database, in the caller's transaction if it passes one; `deliverMails` sends them. */
export function createMailer({ store, vault, clock }: Pick<Services, 'store' | 'vault' | 'clock'>): Mailer {
  return {
    async queue({ to, template, withheld = false, ...content }, within = store) {
      const id = newId('mail')
      const now = clock.now()
      const messageSealed = vault.seal(JSON.stringify(content), mailPlace(id))
      const status = withheld ? 'withheld' : 'queued'
      await within.mails.create({
        id,
        template,
        recipient: to,
        messageSealed,
        status,
        createdAt: now,
        nextAttemptAt: now,
      })
    },
  }
}
