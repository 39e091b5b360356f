import { AppError } from '../../errors.ts'
import { digest, equal } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Client } from '../../store/clients.ts'

export interface Caller {
  readonly client: Client
  /** Whether it has shown its secret. */
  readonly proven: boolean
}

/** The application that names itself in a call of an API where a secret is welcome but not needed; a wrong one is refused. */
export async function findCaller(
  { store }: Pick<Services, 'store'>,
  { clientId, secret = '' }: { readonly clientId: string; readonly secret?: string | undefined },
): Promise<Caller> {
  const client = await store.clients.findByClientId(clientId)
  if (!client || client.disabledAt !== null) throw new AppError('client.unknown')
  if (secret === '') return { client, proven: false }
  if (client.secretDigest === null || !equal(digest(secret), client.secretDigest)) throw new AppError('client.unknown')
  return { client, proven: true }
}
