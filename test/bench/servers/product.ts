import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../../src/config.ts'
import { currentKeys } from '../../../src/core/keys/current-keys.ts'
import { instanceSecret } from '../../../src/core/keys/instance-secret.ts'
import { registerUser } from '../../../src/core/users/register-user.ts'
import { createLog } from '../../../src/kit/log.ts'
import { digest } from '../../../src/kit/secrets.ts'
import { createEngine } from '../../../src/oidc/engine.ts'
import { createProvider } from '../../../src/oidc/provider.ts'
import { start } from '../../../src/start.ts'
import { freePort } from '../../support/process.ts'
import { benchClient, benchPassword, benchResource, benchSecret, benchUser } from '../bench-client.ts'
import { serveBench } from './answer.ts'
import { mintAccessToken, mintRefreshToken } from './mint.ts'

const port = await freePort()
const url = `http://127.0.0.1:${port}`
const config = loadConfig({
  ISSUER: url,
  PORT: String(port),
  DATA_DIR: mkdtempSync(join(tmpdir(), 'latchkey-bench-')),
  DATABASE_URL: process.env['BENCH_DATABASE_URL'],
  RATE_LIMITS: 'off',
  LOG_FORMAT: 'json',
})
// Requests are logged as in production; the bench throws the lines away.
const { services, stop } = await start({ config, log: createLog(config.log) })
const { store, passwords, clock } = services
const made = { createdAt: clock.now(), updatedAt: clock.now() }
const passwordHash = await passwords.hash(benchPassword)
const user = await registerUser(services, { emails: [{ address: benchUser, verified: true }], passwordHash })
await store.clients.create({
  id: 'oauthapp_bench',
  clientId: benchClient.client_id,
  name: 'Bench',
  secretDigest: digest(benchSecret),
  scopes: benchClient.scope,
  redirectUris: benchClient.redirect_uris,
  grantTypes: benchClient.grant_types,
  responseTypes: benchClient.response_types,
  tokenEndpointAuthMethod: benchClient.token_endpoint_auth_method,
  consentScreen: false,
  ...made,
})
await store.resources.create({ id: 'res_bench', identifier: benchResource, name: 'API', ...made })

const engine = await createEngine(services)
const structured = createProvider(services, {
  keys: await currentKeys(services),
  customScopes: [],
  secret: await instanceSecret(services),
  settings: { ...engine.settings(), jwtAccessTokens: true },
})
const answers = {
  'refresh token': () => mintRefreshToken(engine.current(), user.id),
  'JWT access token': () => mintAccessToken(structured, user.id),
}
serveBench(url, answers, stop)
