import { Browser, type Page } from '../support/browser.ts'
import { benchClient, benchPassword, benchSecret, benchUser } from './bench-client.ts'
import { startServer } from './server-process.ts'

const storm = Number(process.argv[2] ?? 200)
const pause = 20
const quietTurns = 150
const credentials = { client_id: benchClient.client_id, client_secret: benchSecret }

/** Prints how long tokens and userinfo take while hundreds of people sign in with a password at the same moment. */
async function main(): Promise<void> {
  const server = await startServer({ name: 'product' })
  const post = (path: string, body: Record<string, string>) =>
    fetch(`${server.url}${path}`, { method: 'POST', body: new URLSearchParams(body) })
  const refreshToken = await server.ask<string>('refresh token')
  const answer = await post('/oauth/token', {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    ...credentials,
  })
  const { access_token } = (await answer.json()) as { access_token: string }
  const operations = {
    token: () => post('/oauth/token', { grant_type: 'client_credentials', ...credentials }),
    userinfo: () => fetch(`${server.url}/oauth/userinfo`, { headers: { authorization: `Bearer ${access_token}` } }),
  }
  const pages: Page[] = []
  for (let person = 0; person < storm; person += 1) pages.push(await openSignIn(server.url))

  for (const operation of Object.values(operations)) await time(operation, (turn) => turn < quietTurns)
  const quiet = await both(operations, (turn) => turn < quietTurns)
  let over = false
  const startedAt = performance.now()
  const logins = Promise.all(pages.map((page) => page.submit({ identifier: benchUser, password: benchPassword })))
  const beside = both(operations, () => !over)
  const statuses = (await logins).map(({ status }) => status)
  over = true
  const took = (performance.now() - startedAt) / 1000
  const stormy = await beside

  print(`${storm} password sign-ins at once: ${took.toFixed(1)} s, answers ${count(statuses)}`)
  for (const [index, name] of Object.keys(operations).entries()) {
    const [before, during] = [percentile(quiet[index] ?? [], 99), percentile(stormy[index] ?? [], 99)]
    const ratio = (during / before).toFixed(2)
    print(
      `${name.padEnd(9)} p99 quiet ${before.toFixed(1)} ms, in the storm ${during.toFixed(1)} ms, ratio ${ratio} (goal <= 2)`,
    )
  }
  await server.stop()
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

type Operation = () => Promise<Response>

function both(operations: Record<string, Operation>, goesOn: (turn: number) => boolean): Promise<number[][]> {
  return Promise.all(Object.values(operations).map((operation) => time(operation, goesOn)))
}

// An open loop: the schedule does not wait for a slow answer, so that a stall is seen by all it delays.
async function time(operation: Operation, goesOn: (turn: number) => boolean): Promise<number[]> {
  const running: Promise<number>[] = []
  for (let turn = 0; goesOn(turn); turn += 1) {
    const intended = performance.now()
    running.push(
      operation()
        .then((response) => response.arrayBuffer())
        .then(() => performance.now() - intended),
    )
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return Promise.all(running)
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0
}

function count(statuses: readonly number[]): string {
  const kinds = [...new Set(statuses)].sort()
  return kinds.map((status) => `${status} x ${statuses.filter((each) => each === status).length}`).join(', ')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main()
