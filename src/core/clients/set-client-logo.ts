import { AppError } from '../../errors.ts'
import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Client } from '../../store/clients.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'

export const logoMaxBytes = 10 * 1024 * 1024

// The first bytes in hexadecimal.
const signatures: readonly (readonly [type: string, start: RegExp])[] = [
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/gif', /^47494638(37|39)61/],
  ['image/webp', /^52494646.{8}57454250/],
]

/** Keeps a picture for an application; what it is, its first bytes say, never its name or the sender. */
export async function setClientLogo(
  { store, clock, issuer }: Services,
  { id, bytes, by }: { id: string; bytes: Uint8Array<ArrayBuffer>; by: Author },
): Promise<Client> {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('hex')
  const type = signatures.find(([, signature]) => signature.test(start))?.[0]
  if (type === undefined) throw new AppError('input.invalid', { body: 'is not a PNG, JPEG, GIF or WebP image' })
  const version = digest(Buffer.from(bytes).toString('base64')).slice(0, 12)
  return store.transaction(async (tx) => {
    const imageUrl = `${issuer.origin}/assets/clients/${id}/logo?v=${version}`
    await tx.clients.get(id)
    const client = await tx.clients.update(id, { logo: bytes, logoType: type, imageUrl, updatedAt: clock.now() })
    const event = { type: 'oauth_application.logo_set', ...by, target: id, clientId: client.clientId }
    await recordEvent({ store: tx, clock }, { ...event, detail: { type, bytes: bytes.length } })
    return client
  })
}
