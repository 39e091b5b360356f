import { createHash, randomBytes } from 'node:crypto'
import { Browser, type Page } from '../../support/browser.ts'
import { benchClient, benchPassword, benchSecret, benchUser } from '../bench-client.ts'
import { each, type Operation, repeat, type Scenario, type Target } from './scenario.ts'

const both = ['stock', 'product'] as const
const redirectUri = String(benchClient.redirect_uris[0])

/** What happens when a person comes along. */
export const signIns: readonly Scenario[] = [
  {
    name: 'authorize with a session',
    operations: 640,
    goals: { unit: 38, reference: 1.35 },
    on: both,
    prepare: (target, clients) =>
      each(clients, async () => {
        const cookie = await signedIn(target)
        return async () => void (await authorize(target, cookie))
      }),
  },
  {
    name: 'code flow',
    operations: 480,
    goals: { reference: 1.35 },
    on: both,
    prepare: (target, clients) => each(clients, async () => codeFlow(target, await signedIn(target))),
  },
  {
    name: 'password sign-in',
    operations: 96,
    // 85 % of the rate of the hash alone.
    goals: { reference: 1.18 },
    on: ['argon2', 'product'],
    prepare: async (target, clients) => {
      const { agent, server } = target
      const isHashAlone = target.endpoints.authorization === ''
      return repeat(clients, isHashAlone ? () => agent.get(server.url) : async () => void (await signedIn(target)))
    },
  },
]

function codeFlow(target: Target, cookie: string): Operation {
  return async () => {
    const { code, verifier } = await authorize(target, cookie)
    await target.agent.post(target.endpoints.token, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      client_id: benchClient.client_id,
      client_secret: benchSecret,
    })
  }
}

async function authorize({ agent, endpoints }: Target, cookie: string) {
  const verifier = randomBytes(32).toString('base64url')
  const location = await agent.follow(`${endpoints.authorization}?${asking(verifier)}`, { cookie })
  const code = location.searchParams.get('code')
  if (code === null) throw new Error(`no code but ${location}`)
  return { code, verifier }
}

/** Goes through the pages of a sign-in and answers the cookie of the session. */
async function signedIn({ server, endpoints }: Target): Promise<string> {
  const browser = new Browser(server.url)
  let page = await browser.open(`${endpoints.authorization}?${asking(randomBytes(32).toString('base64url'))}`)
  for (let step = 0; page.url.origin === server.url && step < 3; step += 1) page = await page.submit(fieldsOf(page))
  if (page.url.searchParams.get('code') === null) throw new Error(`no code but ${page.url} ${page.text}`)
  const kept = [...browser.cookies.values()].filter(({ path }) => path === '/')
  return kept.map(({ name, value }) => `${name}=${value}`).join('; ')
}

// The engine's own development pages call it "login".
function fieldsOf(page: Page): Readonly<Record<string, string>> {
  if (!page.html.includes('name="password"')) return {}
  return { [page.html.includes('name="login"') ? 'login' : 'identifier']: benchUser, password: benchPassword }
}

function asking(verifier: string): URLSearchParams {
  return new URLSearchParams({
    client_id: benchClient.client_id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile email',
    state: randomBytes(16).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
}
