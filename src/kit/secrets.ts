import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
  randomInt,
  timingSafeEqual,
} from 'node:crypto'

const pool = { bytes: Buffer.alloc(4096), used: 4096 }

/** Fresh random bytes. They are drawn by the page, since each draw costs as much as a hash. */
export function freshBytes(count: number): Buffer {
  if (count > 256) return randomBytes(count)
  if (pool.used + count > pool.bytes.length) {
    randomFillSync(pool.bytes)
    pool.used = 0
  }
  const drawn = pool.bytes.subarray(pool.used, pool.used + count)
  const fresh = Buffer.from(drawn)
  // Nobody finds in memory later what was given out.
  drawn.fill(0)
  pool.used += count
  return fresh
}

/** A new secret of `bytes` random bytes, base64url. */
export function newSecret(bytes = 32): string {
  return freshBytes(bytes).toString('base64url')
}

/** A new code of decimal digits, such as `042913`. */
export function newDigits(length = 6): string {
  return randomInt(10 ** length)
    .toString()
    .padStart(length, '0')
}

/** SHA-256 of a high-entropy secret, base64url: the form in which secrets are stored. */
export function digest(secret: string): string {
  return hash('sha256', secret, 'base64url')
}

/** Whether two texts are equal, in time that does not depend on where they differ. */
export function equal(left: string, right: string): boolean {
  return timingSafeEqual(hash('sha256', left, 'buffer'), hash('sha256', right, 'buffer'))
}

/** What only the holder of the master key can do. */
export interface Vault {
  /** Encrypts for storage; `place` (table, row, column) must be named again to open. */
  seal(text: string, place: string): string
  /** Decrypts what `seal` made under any current master key; throws when key or place differ. */
  open(sealed: string, place: string): string
  /** What everything begins with that was sealed under the newest master key, and nothing else that was sealed. */
  readonly mark: string
  /** Whether a value was sealed under one of the current master keys. */
  holdsKeyOf(sealed: string): boolean
  /** A keyed hash of a low-entropy value for one purpose, under the newest master key. */
  mac(purpose: string, value: string): string
  /** The same under every master key, newest first, for lookups that outlive a rotation. */
  macs(purpose: string, value: string): readonly string[]
}

interface MasterKey {
  readonly id: string
  readonly bytes: Buffer
}

/** Makes the vault from master keys of 32 bytes each, newest first. */
export function createVault(masterKeys: readonly Buffer[]): Vault {
  const keys = masterKeys.map(named)
  const [newest] = keys
  if (!newest) throw new Error('a vault needs a master key')
  return {
    seal(text, place) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', subkey(newest, 'seal'), nonce).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `1.${newest.id}.${nonce.toString('base64url')}.${body.toString('base64url')}`
    },
    open(sealed, place) {
      const [version, id, nonce, body] = sealed.split('.')
      const key = keys.find((candidate) => candidate.id === id)
      if (version !== '1' || !key || !nonce || !body) throw new Error(unopened(place))
      const bytes = Buffer.from(body, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', subkey(key, 'seal'), Buffer.from(nonce, 'base64url'), {
        authTagLength: 16,
      })
        .setAAD(Buffer.from(place))
        .setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
    },
    mark: `1.${newest.id}.`,
    holdsKeyOf: (sealed) => keys.some(({ id }) => sealed.startsWith(`1.${id}.`)),
    mac: (purpose, value) => macWith(newest, purpose, value),
    macs: (purpose, value) => keys.map((key) => macWith(key, purpose, value)),
  }
}

function unopened(place: string): string {
  return `MASTER_KEY does not hold the key that ${place} was sealed with: add it to the list, after the newest`
}

function named(bytes: Buffer): MasterKey {
  return { bytes, id: createHash('sha256').update('master-key-id').update(bytes).digest('base64url').slice(0, 8) }
}

// HKDF (RFC 5869). As objects: bytes would be made into one with every use.
const subkeys = new Map<string, KeyObject>()

function subkey(key: MasterKey, purpose: string): KeyObject {
  const name = `${key.id} ${purpose}`
  const known = subkeys.get(name)
  if (known) return known
  const made = createSecretKey(Buffer.from(hkdfSync('sha256', key.bytes, '', `latchkey ${purpose}`, 32)))
  subkeys.set(name, made)
  return made
}

function macWith(key: MasterKey, purpose: string, value: string): string {
  return createHmac('sha256', subkey(key, `mac ${purpose}`))
    .update(value)
    .digest('base64url')
}
