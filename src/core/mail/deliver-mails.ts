import { z } from 'zod'
import { minutes, seconds } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { Mail } from '../../store/mails.ts'
import { mailPlace } from './create-mailer.ts'
import type { Delivery, Post } from './post.ts'

const batch = 100
// As many as there are connections to the mail server; hundreds at once would hold up everything else.
const atOnce = 3
const mostAttempts = 8
const pauses = { first: seconds(30), longest: minutes(60) }

const content = z.object({
  locale: z.string(),
  values: z.record(z.string(), z.string()),
  clientId: z.string().optional(),
})

/** Sends the mails that are due; each is claimed by one replica, and one that fails is tried again ever later. */
export async function deliverMails(services: Services, post: Post): Promise<void> {
  const { store, clock } = services
  // A claim holds until the next try would be due: a replica that dies with it delays the mail but not for ever.
  const claim = (limit: number) => store.mails.claimDue(clock.now(), limit, pauses)
  let left = batch
  const deliverOneByOne = async (mail: Mail) => {
    for (let next: Mail | undefined = mail; next && left > 0; [next] = await claim(1)) {
      left -= 1
      await deliver(services, post, next)
    }
  }
  await Promise.all((await claim(atOnce)).map(deliverOneByOne))
}

async function deliver(services: Services, post: Post, mail: Mail): Promise<void> {
  const { store, clock, log } = services
  const delivery = await hand(services, post, mail)
  if (delivery.kind === 'sent') {
    await store.mails.markSent(mail.id, clock.now())
    return
  }
  const final = delivery.final || mail.attempts >= mostAttempts
  const failed = { status: final ? 'failed' : 'queued', lastError: delivery.reason }
  await store.mails.update(mail.id, failed)
  log.warn(
    { mail: mail.id, template: mail.template, attempt: mail.attempts, final, reason: delivery.reason },
    'mail not sent',
  )
}

async function hand({ vault, log }: Services, post: Post, mail: Mail): Promise<Delivery> {
  const { id, template, recipient, messageSealed } = mail
  try {
    const { locale, values, clientId } = content.parse(JSON.parse(vault.open(messageSealed, mailPlace(id))))
    return await post.send({ id, to: recipient, template, locale, values, clientId })
  } catch (error) {
    log.error({ mail: id, template, err: error }, 'mail cannot be written')
    return { kind: 'refused', reason: 'the mail cannot be written', final: false }
  }
}
