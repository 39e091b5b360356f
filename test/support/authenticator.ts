import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

interface CreationOptions {
  readonly challenge: string
  readonly rp: { readonly id?: string }
  readonly user: { readonly id: string }
}

interface RequestOptions {
  readonly challenge: string
  readonly rpId?: string
}

/** What a browser or a device could get wrong, or pretend. */
export interface Lies {
  readonly origin?: string
  readonly rpId?: string
  readonly type?: string
  readonly challenge?: string
  readonly userHandle?: string | null
  readonly counter?: number
  readonly present?: boolean
  readonly verified?: boolean
  readonly id?: string
}

/** A passkey in software, as a browser would hand it over (Web Authentication level 3); it can also lie. */
export class Authenticator {
  readonly origin: string
  readonly credentialId = randomBytes(16).toString('base64url')
  userHandle = ''
  counter = 0
  readonly #privateKey: KeyObject
  readonly #publicKey: KeyObject

  constructor(origin: string) {
    this.origin = origin
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#privateKey = pair.privateKey
    this.#publicKey = pair.publicKey
  }

  /** The passkey as a browser's virtual authenticator takes it. */
  export(rpId: string) {
    const privateKey = this.#privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
    const [credentialId, userHandle] = [this.credentialId, this.userHandle].map((text) =>
      Buffer.from(text, 'base64url').toString('base64'),
    )
    return { credentialId, userHandle, privateKey, rpId, isResidentCredential: true, signCount: 1 }
  }

  /** Makes a passkey: the value of the field `credential`. */
  create(options: CreationOptions, lies: Lies = {}): string {
    this.userHandle = options.user.id
    const data = this.#data(options.rp.id, lies, [this.#attestedKey()])
    const attestationObject = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', data],
      ]),
    )
    const response = {
      clientDataJSON: this.#client('webauthn.create', options.challenge, lies).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    }
    return this.#answer(response, lies)
  }

  /** Shows the passkey. */
  get(options: RequestOptions, lies: Lies = {}): string {
    this.counter = lies.counter ?? this.counter
    const client = this.#client('webauthn.get', options.challenge, lies)
    const data = this.#data(options.rpId, lies, [])
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
    const response = {
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: createSign('sha256').update(signed).sign(this.#privateKey).toString('base64url'),
      userHandle: lies.userHandle === undefined ? this.userHandle : lies.userHandle,
    }
    return this.#answer(response, lies)
  }

  #answer(response: object, { id = this.credentialId }: Lies): string {
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response })
  }

  #client(type: string, challenge: string, lies: Lies): Buffer {
    const data = { type: lies.type ?? type, challenge: lies.challenge ?? challenge, origin: lies.origin ?? this.origin }
    return Buffer.from(JSON.stringify({ ...data, crossOrigin: false }))
  }

  #data(rpId: string | undefined, lies: Lies, attested: readonly Buffer[]): Buffer {
    const hash = createHash('sha256')
      .update(lies.rpId ?? rpId ?? '')
      .digest()
    const flags = (lies.present === false ? 0 : 1) | (lies.verified === false ? 0 : 4) | (attested.length > 0 ? 64 : 0)
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    return Buffer.concat([hash, Buffer.from([flags]), counter, ...attested])
  }

  #attestedKey(): Buffer {
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' })
    const key = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ])
    const id = Buffer.from(this.credentialId, 'base64url')
    return Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cbor(key)])
  }
}

// RFC 8949, as much of it as an attestation needs.
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (!(value instanceof Map)) throw new Error('nothing an attestation is made of')
  return Buffer.concat([head(5, value.size), ...[...value].flat().map(cbor)])
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length])
  if (length < 256) return Buffer.from([(major << 5) | 24, length])
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255])
}
