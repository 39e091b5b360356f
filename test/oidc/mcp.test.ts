import { auth, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js'
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createResource } from '../../src/core/resources/create-resource.ts'
import { password, startApp, type TestApp } from '../support/app.ts'
import { type DocumentHost, startDocumentHost } from '../support/document-host.ts'
import { type Listener, startListener } from '../support/listener.ts'
import { postForm } from '../support/post-form.ts'

let app: TestApp
let server: Listener
let host: DocumentHost

beforeAll(async () => {
  app = await startApp({ DYNAMIC_REGISTRATION: 'on', CLIENT_ID_METADATA_DOCUMENTS: 'on' })
})
beforeEach(async () => {
  await app.reset()
  await app.createUser()
  host = await startDocumentHost()
  server = await startListener()
  // What an MCP server says of itself (RFC 9728).
  server.answer((response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify({ resource: mcpUrl(), authorization_servers: [app.origin], scopes_supported: ['tools:call'] }),
    )
  })
  const by = { actor: { type: 'system' } } as const
  const scopes = [{ scope: 'tools:call', description: 'Use your tools' }]
  const details = {
    identifier: mcpUrl(),
    name: 'Tools',
    scopes,
    format: 'jwt',
    accessTokenTtl: null,
    introspectionClients: [],
  } as const
  await createResource(app.services, { details, by })
  await app.engine.refresh()
})
afterEach(async () => {
  await server.close()
  await host.close()
})
afterAll(() => app.close())

const mcpUrl = () => `${server.origin}/mcp`
const redirectUrl = 'http://127.0.0.1:33418/callback'

/** What an application hands to the SDK: where things are kept, and a person with a browser. */
class Host implements OAuthClientProvider {
  readonly redirectUrl = redirectUrl
  readonly clientMetadata = {
    client_name: 'MCP host',
    redirect_uris: [redirectUrl],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  }
  readonly clientMetadataUrl?: string
  information: OAuthClientInformationMixed | undefined
  kept: OAuthTokens | undefined
  verifier = ''
  asked: URL | undefined

  constructor(clientMetadataUrl?: string) {
    if (clientMetadataUrl !== undefined) this.clientMetadataUrl = clientMetadataUrl
  }

  clientInformation() {
    return this.information
  }

  saveClientInformation(information: OAuthClientInformationMixed) {
    this.information = information
  }

  tokens() {
    return this.kept
  }

  saveTokens(tokens: OAuthTokens) {
    this.kept = tokens
  }

  redirectToAuthorization(url: URL) {
    this.asked = url
  }

  saveCodeVerifier(verifier: string) {
    this.verifier = verifier
  }

  codeVerifier() {
    return this.verifier
  }
}

async function authorize({ asked }: Host) {
  let page = await app.browser().open(asked?.href ?? '')
  page = await page.submit({ identifier: 'alice@example.com', password })
  expect(page.text).toContain('Use your tools')
  return (await page.submit({}, { button: 'Allow' })).url
}

async function connect(client: Host): Promise<void> {
  expect(await auth(client, { serverUrl: mcpUrl() })).toBe('REDIRECT')
  const back = await authorize(client)
  // 2026-07-28: a client compares this with the issuer as it is written.
  expect(back.searchParams.get('iss')).toBe(app.origin)
  expect(back.href.startsWith(redirectUrl)).toBe(true)
  const authorizationCode = back.searchParams.get('code') ?? ''
  expect(await auth(client, { serverUrl: mcpUrl(), authorizationCode })).toBe('AUTHORIZED')
}

async function audienceOf({ kept }: Host) {
  const keys = createRemoteJWKSet(new URL(`${app.origin}/.well-known/jwks.json`))
  const { payload } = await jwtVerify(kept?.access_token ?? '', keys, {
    issuer: app.origin,
    audience: mcpUrl(),
    typ: 'at+jwt',
  })
  return payload
}

test('an MCP client that registers itself gets a token for the server it talks to, and refreshes it', async () => {
  const client = new Host()
  await connect(client)
  expect(client.asked?.searchParams.get('resource')).toBe(mcpUrl())
  expect(await audienceOf(client)).toMatchObject({ scope: 'tools:call', client_id: client.information?.client_id })
  const before = client.kept
  expect(await auth(client, { serverUrl: mcpUrl() })).toBe('AUTHORIZED')
  expect(client.kept?.access_token).not.toBe(before?.access_token)
  expect(await audienceOf(client)).toMatchObject({ scope: 'tools:call' })
})

test('an MCP client that has a document does not register', async () => {
  const path = '/mcp-host.json'
  const url = host.publish(path, {})
  host.publish(path, {
    client_id: url,
    client_name: 'MCP host',
    redirect_uris: [redirectUrl],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  })
  const client = new Host(url)
  await connect(client)
  expect(client.information?.client_id).toBe(url)
  expect(await audienceOf(client)).toMatchObject({ client_id: url })
  const clients = await app.database.sql.query('SELECT * FROM clients WHERE "dynamicallyRegistered"', [])
  expect(clients).toHaveLength(0)
})

test('a client whose registration is gone registers again by itself', async () => {
  const client = new Host()
  await connect(client)
  const registered = await app.services.store.clients.findByClientId(client.information?.client_id ?? '')
  await app.services.store.clients.delete(registered?.id ?? '')
  const refused = await postForm(app, '/oauth/token', {
    grant_type: 'refresh_token',
    refresh_token: client.kept?.refresh_token ?? '',
    client_id: client.information?.client_id ?? '',
  })
  // FastMCP and the SDK register anew on this answer only (spec/clerk.md A.1.2).
  expect(refused).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
})

test('a token for one server is nothing at another, nor at ours', async () => {
  const client = new Host()
  await connect(client)
  const headers = { authorization: `Bearer ${client.kept?.access_token}` }
  expect((await fetch(`${app.origin}/oauth/userinfo`, { headers })).status).toBe(401)
})

test('a server that nobody registered is refused as a target', async () => {
  const client = new Host()
  await auth(client, { serverUrl: mcpUrl() })
  const asked = new URL(client.asked?.href ?? '')
  asked.searchParams.set('resource', 'https://unknown.test/mcp')
  const page = await app.browser().open(asked.href)
  expect(page.html + page.url.href).toContain('invalid_target')
})

test.each([
  ['/.well-known/oauth-authorization-server', 'GET'],
  ['/.well-known/openid-configuration', 'GET'],
  ['/.well-known/jwks.json', 'GET'],
  ['/oauth/register', 'POST'],
  ['/oauth/token', 'POST'],
  ['/oauth/token/revoke', 'POST'],
  ['/oauth/userinfo', 'GET'],
])('a client in a browser may call %s', async (path, method) => {
  const origin = 'http://localhost:6274'
  const { status, headers } = await fetch(app.origin + path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type',
    },
  })
  expect(status).toBe(204)
  expect(['*', origin]).toContain(headers.get('access-control-allow-origin'))
  expect(headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization')
})

test('a client in a browser reads tokens where its redirect address is, and nowhere else', async () => {
  const registration = { redirect_uris: ['http://localhost:6274/oauth/callback'], token_endpoint_auth_method: 'none' }
  const { client_id: clientId } = await (
    await fetch(`${app.origin}/oauth/register`, {
      method: 'POST',
      body: JSON.stringify(registration),
      headers: { 'content-type': 'application/json' },
    })
  ).json()
  const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: clientId }
  const own = await postForm(app, '/oauth/token', form, { origin: 'http://localhost:6274' })
  expect(own.headers.get('access-control-allow-origin')).toBe('http://localhost:6274')
  expect(own.body.error).toBe('invalid_grant')
  for (const origin of ['https://evil.test', 'null']) {
    const foreign = await postForm(app, '/oauth/token', form, { origin })
    expect(foreign.status).toBe(400)
    expect(foreign.headers.has('access-control-allow-origin')).toBe(false)
  }
})
