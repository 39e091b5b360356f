import { maintainKeys } from './core/keys/rotate-keys.ts'
import { deliverMails } from './core/mail/deliver-mails.ts'
import { createResealer } from './core/maintenance/reseal-secrets.ts'
import { sweepExpired } from './core/maintenance/sweep-expired.ts'
import { deleteDeparted } from './core/users/account/delete-departed.ts'
import { minutes, type Seconds, seconds } from './kit/clock.ts'
import { createPost } from './mail/create-post.ts'
import type { Engine } from './oidc/engine.ts'
import { deliverLogouts } from './oidc/logout/deliver-logouts.ts'
import type { Services } from './services.ts'

interface Job {
  readonly name: string
  readonly every: Seconds
  readonly run: () => Promise<void>
}

/** What runs by itself, and how often. */
export function jobs(services: Services, engine: Engine): readonly Job[] {
  const post = createPost(services)
  return [
    { name: 'refresh-engine', every: seconds(5), run: () => engine.refresh() },
    { name: 'refresh-branding', every: seconds(15), run: () => services.branding.refresh() },
    { name: 'deliver-mails', every: seconds(2), run: () => deliverMails(services, post) },
    { name: 'deliver-logouts', every: seconds(2), run: () => deliverLogouts(services, engine) },
    { name: 'maintain-keys', every: minutes(5), run: () => maintainKeys(services) },
    { name: 'reseal-secrets', every: seconds(10), run: createResealer(services) },
    { name: 'delete-departed', every: minutes(15), run: () => deleteDeparted(services) },
    { name: 'sweep-expired', every: minutes(1), run: () => sweepExpired(services) },
  ]
}

/** Starts the jobs; each waits for its own end before it waits for its next turn. Answers how to stop them. */
export function startJobs({ log }: Services, list: readonly Job[]): () => Promise<void> {
  const running = new Set<Promise<void>>()
  const timers = list.map((job) => {
    let busy = false
    const turn = async () => {
      if (busy) return
      busy = true
      try {
        await job.run()
      } catch (error) {
        log.error({ job: job.name, err: error }, 'job failed; it will run again')
      } finally {
        busy = false
      }
    }
    return setInterval(() => {
      const work = turn().finally(() => running.delete(work))
      running.add(work)
    }, job.every * 1000).unref()
  })
  return async () => {
    for (const timer of timers) clearInterval(timer)
    await Promise.all(running)
  }
}
