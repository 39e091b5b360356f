import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Apache, startApache } from '../../support/apache.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { visitor, walkThrough } from '../../support/walk-through.ts'

let app: TestApp
let apache: Apache

beforeAll(async () => {
  app = await startApp()
  apache = await startApache(async (origin) => {
    const client = await app.createClient({
      redirectUris: [`${origin}/protected/back`],
      postLogoutRedirectUris: [`${origin}/`],
      scopes: 'openid profile email',
    })
    return `
OIDCProviderMetadataURL ${app.origin}/.well-known/openid-configuration
OIDCClientID ${client.clientId}
OIDCClientSecret ${client.clientSecret}
OIDCRedirectURI ${origin}/protected/back
OIDCCryptoPassphrase for-this-test
OIDCScope "openid profile email"
OIDCPKCEMethod S256
OIDCRemoteUserClaim email
OIDCPassIDTokenAs claims
<Location /protected>
  AuthType openid-connect
  # The test's browser cannot say that it navigates.
  OIDCUnAuthAction auth true
  Require valid-user
  Header always set X-User "expr=%{REMOTE_USER}"
  Header always set X-Subject "%{OIDC_CLAIM_sub}e"
</Location>
`
  })
})
afterAll(async () => {
  await apache?.close()
  await app.close()
})

test("Debian's Apache module lets in whom we signed in, and signs out again", async () => {
  const user = await app.createUser()
  const person = visitor(app, apache.origin)
  const { html, response } = await walkThrough(person, '/protected/')
  expect(html, apache.said()).toBe('protected')
  expect(response.headers.get('x-user')).toContain('alice@example.com')
  expect(response.headers.get('x-subject')).toBe(user.id)

  await walkThrough(person, `/protected/back?logout=${encodeURIComponent(`${apache.origin}/`)}`)
  const again = await person.site.open('/protected/')
  expect(again.url.origin).toBe(app.origin)
  expect((await person.provider.open(again.url.href)).html).toContain('name="password"')
})
