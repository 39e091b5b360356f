import { isIPv4 } from 'node:net'
import ipaddr from 'ipaddr.js'
import type Koa from 'koa'
import type { Config } from '../config.ts'

/** Whether the peer that opened the connection is a proxy the operator trusts. */
export function fromTrustedProxy(ctx: Koa.Context, config: Config): boolean {
  return isTrusted(ctx.req.socket.remoteAddress ?? '', config.trustedProxies)
}

/** The client's address: the peer, or behind trusted proxies the rightmost address they do not vouch for. */
export function clientAddress(ctx: Koa.Context, config: Config): string {
  const peer = plain(ctx.req.socket.remoteAddress ?? '')
  const forwarded = ctx.get('x-forwarded-for')
  if (forwarded === '' || forwarded.length > 1024 || !isTrusted(peer, config.trustedProxies)) return peer
  const hops = [...forwarded.split(',').map((hop) => hop.trim()), peer].reverse()
  for (const hop of hops) {
    if (!ipaddr.isValid(hop)) return peer
    if (!isTrusted(hop, config.trustedProxies)) return plain(hop)
  }
  return plain(hops.at(-1) ?? peer)
}

/** The network an address counts for in budgets and session lists: /24 for IPv4, /64 for IPv6. */
export function addressPrefix(address: string): string {
  if (isIPv4(address)) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  const bytes = parsed.toByteArray()
  const kept = parsed.kind() === 'ipv4' ? 3 : 8
  const prefix = ipaddr.fromByteArray(bytes.map((byte, index) => (index < kept ? byte : 0)))
  return `${prefix.toString()}/${kept * 8}`
}

function plain(address: string): string {
  if (isIPv4(address)) return address
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
}

function isTrusted(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0 || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return networks.some((network) => {
    const [range, bits] = ipaddr.isValidCIDR(network) ? ipaddr.parseCIDR(network) : wholeAddress(network)
    return parsed.kind() === range.kind() && parsed.match(range, bits)
  })
}

function wholeAddress(address: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const parsed = ipaddr.process(address)
  return [parsed, parsed.kind() === 'ipv4' ? 32 : 128]
}
