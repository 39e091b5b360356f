import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isRefusal } from '../../src/errors.ts'
import { addressKind } from '../../src/kit/address-guard.ts'
import { systemClock } from '../../src/kit/clock.ts'
import { createOutbound, limited } from '../../src/kit/outbound.ts'
import { silentLog } from '../support/log.ts'
import { type Mischief, misbehave } from '../support/upstream/mischief.ts'

let server: Server
let base: string
let requests = 0
let how: Mischief | 'well' = 'well'

const outside = createOutbound({ allowLoopback: false, clock: systemClock, log: silentLog })
const within = createOutbound({ allowLoopback: true, clock: systemClock, log: silentLog })

beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1
    if (how === 'well') response.end(JSON.stringify({ agent: request.headers['user-agent'], url: request.url }))
    else misbehave(how, request, response, `${base}/canary`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => {
  requests = 0
  how = 'well'
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const refused = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('the request went out'),
    (error: unknown) => expect(isRefusal(error, 'upstream.unreachable')).toBe(true),
  )

describe('addresses', () => {
  const wrong = [
    ...['0.0.0.0', '10.0.0.1', '100.64.0.1', '169.254.169.254', '172.16.0.1', '192.168.1.1', '192.0.2.1', '198.18.0.1'],
    ...['224.0.0.1', '255.255.255.255', '::', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1'],
    ...['64:ff9b:1::808:808', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1', 'ff02::1', '2002:7f00:1::', '2001::1'],
    ...['2001:db8::1', '100::1', 'localhost', ''],
  ]

  test.each(wrong)('%s is nowhere we go', (address) => expect(addressKind(address)).toBe('refused'))
  test.each(['127.0.0.1', '127.8.9.10', '::1'])('%s is this machine', (address) =>
    expect(addressKind(address)).toBe('loopback'),
  )
  test.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])('%s is public', (address) =>
    expect(addressKind(address)).toBe('public'),
  )
})

describe('the way out', () => {
  const hosts = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '[::127.0.0.1]', '0.0.0.0', '0', '2130706433']
  const spellings = [
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '169.254.169.254',
    '[fd00:ec2::254]',
    '100.64.0.1',
    '[64:ff9b::7f00:1]',
    '[fec0::1]',
  ]

  test.each([...hosts, ...spellings])('does not lead a public issuer to %s', async (host) => {
    const { port } = new URL(base)
    await refused(outside(`http://${host}:${port}/`))
    await refused(outside(`https://${host}:${port}/`))
    expect(requests).toBe(0)
  })

  test.each(['0.0.0.0', '[::ffff:127.0.0.1]', '169.254.169.254', '10.0.0.1'])(
    'does not lead a loopback issuer to %s either',
    async (host) => {
      await refused(within(`http://${host}:${new URL(base).port}/`))
      expect(requests).toBe(0)
    },
  )

  test.each(['127.0.0.1', 'localhost'])('leads a loopback issuer to %s', async (host) => {
    const response = await within(`http://${host}:${new URL(base).port}/here`)
    expect(await response.json()).toEqual({ agent: 'Latchkey', url: '/here' })
  })

  test('does not speak plain http to anybody else', async () => {
    await refused(within('http://93.184.215.14/'))
  })

  test('does not follow redirects unless asked, and not to other places even then', async () => {
    how = 'redirect'
    const response = await within(base)
    expect([response.status, requests]).toEqual([302, 1])
    await refused(outside(base, { redirect: 'follow' }))
    expect(requests).toBe(1)
  })
})

describe('limits', () => {
  test.each(['silence', 'drip', 'flood', 'gzip-bomb', 'reset', 'reset-in-body'] as const)(
    'end an answer that is a %s within six seconds, without filling the memory',
    async (mischief) => {
      how = mischief
      const [began, memory] = [performance.now(), process.memoryUsage().rss]
      await refused(within(base))
      expect(performance.now() - began).toBeLessThan(6000)
      expect(process.memoryUsage().rss - memory).toBeLessThan(60 * 1024 * 1024)
    },
    10_000,
  )

  test('can be told to end earlier', async () => {
    how = 'silence'
    const began = performance.now()
    await refused(limited(within, { signal: AbortSignal.timeout(200) })(base))
    expect(performance.now() - began).toBeLessThan(1500)
  })

  test('let through what is small enough and nothing larger', async () => {
    const answer = await limited(within, { maxBytes: 100 })(base)
    expect(answer.status).toBe(200)
    await refused(limited(within, { maxBytes: 10 })(base))
  })

  test('let ten connections to a host be open at once', async () => {
    how = 'silence'
    const impatient = limited(within, { signal: AbortSignal.timeout(500) })
    await Promise.all(Array.from({ length: 40 }, () => refused(impatient(base))))
    expect(requests).toBeLessThanOrEqual(10)
  })
})
