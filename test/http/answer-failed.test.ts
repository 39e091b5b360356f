import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createLog } from '../../src/kit/log.ts'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

test.each(['ZZ\r\nsecret-body\r\n', '5\r\nab'])(
  'a body that breaks off or is none is not an error of ours, and nothing of it is told (%j)',
  async (body) => {
    const lines: string[] = []
    const log = createLog({ level: 'trace', format: 'json' }, { write: (line) => void lines.push(line) })
    const { engine } = app
    const services = { ...app.services, log }
    const server = createServer(
      createApp(services, { engine, instanceId: 'ins_x', readiness: { ready: true } }).callback(),
    ).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    const { host } = new URL(app.origin)
    const head = ['POST /oauth/token HTTP/1.1', `Host: ${host}`, 'Authorization: Bearer secret-token']
    const type = 'Content-Type: application/x-www-form-urlencoded'
    socket.end([...head, type, 'Transfer-Encoding: chunked', '', body].join('\r\n'))
    await once(socket.resume(), 'close')
    await new Promise((resolve) => server.close(resolve))
    expect(lines.join('')).toContain('"msg":"request"')
    expect(lines.join('')).not.toContain('"level":50')
    expect(lines.join('')).not.toContain('secret')
  },
)
