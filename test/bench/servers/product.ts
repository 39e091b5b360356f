import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../../src/config.ts'
import { registerUser } from '../../../src/core/users/register-user.ts'
import { createLog } from '../../../src/kit/log.ts'
import { digest } from '../../../src/kit/secrets.ts'
import { createEngine } from '../../../src/oidc/engine.ts'
import { start } from '../../../src/start.ts'
import { benchClient, benchPassword, benchSecret, benchUser } from '../bench-client.ts'
import { mintRefreshToken } from './mint.ts'

const port = await freePort()
const url = `http://127.0.0.1:${port}`
const config = loadConfig({
  ISSUER: url,
  PORT: String(port),
  DATA_DIR: mkdtempSync(join(tmpdir(), 'latchkey-bench-')),
  DATABASE_URL: process.env['BENCH_DATABASE_URL'],
  RATE_LIMITS: 'off',
})
const { services, stop } = await start({ config, log: createLog({ level: 'error', format: 'json' }) })
const { store, passwords, clock } = services
const known = await store.users.findByEmail(benchUser)
const passwordHash = await passwords.hash(benchPassword)
const user = known ?? (await registerUser(services, { emails: [{ address: benchUser, verified: true }], passwordHash }))
if (!(await store.clients.findByClientId(benchClient.client_id))) {
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
    createdAt: clock.now(),
    updatedAt: clock.now(),
  })
}
const engine = await createEngine(services)
process.on('message', async () => process.send?.(await mintRefreshToken(engine.current(), user.id)))
process.on('SIGTERM', () => void stop().then(() => process.exit(0)))
process.send?.({ url })

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
