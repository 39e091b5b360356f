import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password } from '../support/app.ts'
import { call, comeBack as comeBackToApp, pkce } from '../support/dialects.ts'
import { comeBack, type Federated, startFederated } from '../support/federated.ts'
import { allow, isSignedIn } from '../support/interaction.ts'
import { nhostApp } from '../support/nhost.ts'

let federated: Federated

beforeAll(async () => {
  const variables = { CLIENT_URL: 'https://app.test/home', UPSTREAM_CALLBACK: 'canonical' }
  federated = await startFederated(variables)
})
beforeEach(() => federated.reset())
afterAll(() => federated.close())

const shared = (provider: string) => `/signin/provider/${provider}/callback`

test.each(['github', 'apple', 'openid'] as const)(
  'the pages take what %s answers at the shared address',
  async (id) => {
    federated.upstream.as(id).nextUser()
    const browser = federated.app.browser()
    const callback = await federated.visit(await federated.open(browser), id)
    expect(callback.url.pathname).toBe(shared(id))
    expect(isSignedIn(await allow(await comeBack(federated.app, browser, callback)))).toBe(true)
  },
)

test('the account page links what comes to the shared address', async () => {
  await federated.app.createUser()
  federated.upstream.as('github').nextUser()
  const browser = federated.app.browser()
  const page = await (await browser.open('/account/logins')).submit({ identifier: 'alice@example.com', password })
  const done = await comeBack(federated.app, browser, await federated.visit(page, 'github'))
  expect(`${done.url.pathname}${done.url.search}`).toBe('/account/logins?saved=1')
})

test.each(['github', 'apple'] as const)('an app of Nhost gets what %s answers there', async (provider) => {
  federated.upstream.as(provider).nextUser()
  const { params } = await nhostApp(federated).signIn({ provider })
  expect(params['refreshToken']).toBeDefined()
})

test.each([
  ['github', 'github'],
  ['apple', 'apple'],
  ['microsoft', 'entraid'],
])('an app of Prelude gets what %s answers there', async (name, provider) => {
  federated.upstream.as(provider as 'entraid').nextUser()
  const json = { redirect_uri: 'https://app.test/home', code_challenge: (await pkce()).challenge }
  const begun = await call(federated.app.browser(), `POST /v1/session/login/oauth/${name}/authorize`, { json })
  const callback = await federated.upstream.visit(begun.json.authorization_url)
  expect(callback.url.pathname).toBe(shared(provider))
  expect((await comeBackToApp(federated.app.browser(), callback)).params['challenge_token']).toBeDefined()
})

test('what belongs to nobody is for the API whose address it is', async () => {
  const { status, params } = await call(federated.app.browser(), `GET ${shared('github')}?state=invented`)
  expect({ status, error: params['error'] }).toEqual({ status: 302, error: 'invalid-state' })
  expect((await call(federated.app.browser(), `POST ${shared('github')}`, { json: {} })).json).toMatchObject({
    status: 400,
    error: 'invalid-request',
  })
})

test('an answer of another provider is not taken there', async () => {
  const browser = federated.app.browser()
  const callback = await federated.visit(await federated.open(browser), 'github')
  const { params } = await call(browser, `GET ${shared('gitlab')}?${callback.params}`)
  expect(params['error']).toBe('invalid-state')
})
