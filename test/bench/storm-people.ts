import { setPriority } from 'node:os'
import { Browser, type Page } from '../support/browser.ts'
import { benchClient, benchPassword, benchUser } from './bench-client.ts'

export interface Storm {
  readonly url: string
  readonly people: number
  /** How long they go on signing in, milliseconds; each signs in at least once. */
  readonly lasts: number
}

export interface StormReport {
  /** Completed sign-ins. */
  readonly signedIn: number
  /** Refusals by status. */
  readonly refused: Readonly<Record<string, number>>
  /** How long refusals took, milliseconds. */
  readonly refusals: readonly number[]
  readonly seconds: number
}

// A process of its own, behind all others: these people stand for machines elsewhere, and take neither the time of whoever
// measures nor the cores of the server.
process.once('message', (storm: Storm) => void run(storm))
setPriority(19)

async function run({ url, people, lasts }: Storm): Promise<void> {
  let signedIn = 0
  const refused: Record<string, number> = {}
  const refusals: number[] = []
  const startedAt = performance.now()
  const left = () => lasts - (performance.now() - startedAt)
  const person = async () => {
    do {
      const page = await openSignIn(url)
      const askedAt = performance.now()
      const answer = await page.submit({ identifier: benchUser, password: benchPassword })
      if (answer.url.searchParams.has('code')) {
        signedIn += 1
      } else {
        refused[answer.status] = (refused[answer.status] ?? 0) + 1
        refusals.push(performance.now() - askedAt)
        await sleep(Math.min(Math.max(0, left()), 1000 * Number(answer.response.headers.get('retry-after') ?? 1)))
      }
    } while (left() > 0)
  }
  await Promise.all(Array.from({ length: people }, person))
  const seconds = (performance.now() - startedAt) / 1000
  process.send?.({ signedIn, refused, refusals, seconds } satisfies StormReport)
  process.disconnect()
}

function openSignIn(url: string): Promise<Page> {
  const query = {
    client_id: benchClient.client_id,
    response_type: 'code',
    scope: 'openid',
    state: 'a-long-enough-state',
  }
  return new Browser(url).open(`/oauth/authorize?${new URLSearchParams(query)}`)
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
