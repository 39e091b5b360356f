import pLimit from 'p-limit'
import { z } from 'zod'
import { after, minutes, type Seconds, seconds } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { Mail } from '../../store/mails.ts'
import { mailPlace } from './create-mailer.ts'
import type { Delivery, Post } from './post.ts'

const batch = 100
// As many as there are connections to the mail server; hundreds at once would hold up everything else.
const atOnce = 3
const mostAttempts = 8
const firstPause = seconds(30)
const longestPause = minutes(60)

const content = z.object({ locale: z.string(), values: z.record(z.string(), z.string()) })

/** Sends the mails that are due; each is claimed by one replica, and one that fails is tried again ever later. */
export async function deliverMails(services: Services, post: Post): Promise<void> {
  const due = await services.store.mails.listDue(services.clock.now(), batch)
  const turn = pLimit(atOnce)
  await Promise.all(due.map((mail) => turn(() => deliver(services, post, mail))))
}

async function deliver(services: Services, post: Post, mail: Mail): Promise<void> {
  const { store, clock, log } = services
  // The claim holds until the next try would be due, so that a replica that dies with it delays the mail but not for ever.
  const next = after(clock.now(), pause(mail.attempts))
  if (!(await store.mails.claim(mail.id, mail.nextAttemptAt, next))) return
  const delivery = await hand(services, post, mail)
  if (delivery.kind === 'sent') {
    // What it said may open an account, so it does not stay.
    await store.mails.update(mail.id, { status: 'sent', sentAt: clock.now(), lastError: null, messageSealed: '' })
    return
  }
  const final = delivery.final || mail.attempts + 1 >= mostAttempts
  const failed = { status: final ? 'failed' : 'queued', lastError: delivery.reason }
  await store.mails.update(mail.id, failed)
  log.warn(
    { mail: mail.id, template: mail.template, attempt: mail.attempts + 1, final, reason: delivery.reason },
    'mail not sent',
  )
}

async function hand({ vault, log }: Services, post: Post, mail: Mail): Promise<Delivery> {
  const { id, template, recipient, messageSealed } = mail
  try {
    const { locale, values } = content.parse(JSON.parse(vault.open(messageSealed, mailPlace(id))))
    return await post.send({ id, to: recipient, template, locale, values })
  } catch (error) {
    log.error({ mail: id, template, err: error }, 'mail cannot be written')
    return { kind: 'refused', reason: 'the mail cannot be written', final: false }
  }
}

function pause(attempts: number): Seconds {
  return Math.min(firstPause * 2 ** attempts, longestPause)
}
