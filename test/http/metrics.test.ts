import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort, startProcess } from '../support/process.ts'

test('metrics are served on their own port and never on the public one', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-metrics-'))
  const metricsPort = await freePort()
  const origin = `http://127.0.0.1:${await freePort()}`
  const product = await startProcess({ ISSUER: origin, DATA_DIR: dataDir, METRICS_PORT: String(metricsPort) })
  await fetch(`${origin}/.well-known/openid-configuration`)
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  expect(text).toContain('latchkey_requests_total{door="oidc",method="GET",status="2xx"}')
  expect((await fetch(`${origin}/metrics`)).status).toBe(404)
  await product.end('SIGTERM')
  rmSync(dataDir, { recursive: true, force: true })
})
