import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { addressKind } from './address-guard.ts'
import { type Seconds, seconds } from './clock.ts'

type Connector = buildConnector.connector

const connectTimeout: Seconds = seconds(5)
const connectionsPerHost = 10

/** A connection pool that reaches public servers over https; with `allowLoopback` also this machine, and that in plain. */
export function createGuardedAgent({ allowLoopback }: { readonly allowLoopback: boolean }): Agent {
  const secure = connector(allowLoopback ? ['public', 'loopback'] : ['public'])
  const plain = allowLoopback ? connector(['loopback']) : refusePlain
  return new Agent({
    connections: connectionsPerHost,
    connect: (options, done) => (options.protocol === 'https:' ? secure : plain)(options, done),
  })
}

// The address is checked where it is used: what a name resolved to a moment earlier proves nothing.
function connector(allowed: readonly string[]): Connector {
  const refusal = (address: string) =>
    allowed.includes(addressKind(address)) ? undefined : new Error(`the address ${address} is not allowed`)

  const guardedLookup: LookupFunction = (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const problem = error ?? addresses.map(({ address }) => refusal(address)).find((found) => found !== undefined)
      if (problem) return done(problem, [])
      const [first] = addresses
      return options.all || !first ? done(null, addresses) : done(null, first.address, first.family)
    })
  }

  const connect = buildConnector({ lookup: guardedLookup, timeout: connectTimeout * 1000 })
  return (options, done) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    const problem = isIP(host) === 0 ? undefined : refusal(host)
    if (problem) done(problem, null)
    else connect({ ...options, hostname: host }, done)
  }
}

const refusePlain: Connector = (_options, done) => done(new Error('plain http is not allowed'), null)
