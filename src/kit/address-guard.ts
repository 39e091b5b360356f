import { BlockList, isIP } from 'node:net'

type Subnet = readonly [address: string, bits: number]

const loopback4: Subnet = ['127.0.0.0', 8]
// RFC 6890 and the IANA special-purpose registry: nothing here is a server of the public internet.
const special4: readonly Subnet[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]
// Inside 2000::/3: protocol assignments with Teredo, documentation, 6to4, drone ids, SRv6 documentation.
const special6: readonly Subnet[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]
// Networks in which the last 32 bits are an IPv4 address that the packet ends up at (RFC 4291 2.5.5.2, RFC 6052).
const embedding6: readonly Subnet[] = [
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
]

const refused4 = list('ipv4', special4)
const local4 = list('ipv4', [loopback4])
const global6 = list('ipv6', [['2000::', 3]])
const refused6 = list('ipv6', special6)
const embedded6 = list('ipv6', embedding6)
const local6 = list('ipv6', [['::1', 128]])

/** What an address leads to: a public server, this machine, or somewhere we never connect to. */
export function addressKind(address: string): 'public' | 'loopback' | 'refused' {
  const family = isIP(address)
  if (family === 4) return kind4(address)
  if (family !== 6) return 'refused'
  if (embedded6.check(address, 'ipv6')) return embeddedKind(address)
  if (local6.check(address, 'ipv6')) return 'loopback'
  return global6.check(address, 'ipv6') && !refused6.check(address, 'ipv6') ? 'public' : 'refused'
}

function kind4(address: string): 'public' | 'loopback' | 'refused' {
  if (local4.check(address, 'ipv4')) return 'loopback'
  return refused4.check(address, 'ipv4') ? 'refused' : 'public'
}

// An address of this machine in disguise is nobody's honest spelling: it is refused even where loopback is allowed.
function embeddedKind(address: string): 'public' | 'refused' {
  const tail = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':').slice(-2)
  const [high = 0, low = 0] = tail.map((group) => Number.parseInt(group || '0', 16))
  return kind4([high >> 8, high & 255, low >> 8, low & 255].join('.')) === 'public' ? 'public' : 'refused'
}

function list(family: 'ipv4' | 'ipv6', subnets: readonly Subnet[]): BlockList {
  const blocks = new BlockList()
  for (const [address, bits] of subnets) blocks.addSubnet(address, bits, family)
  return blocks
}
