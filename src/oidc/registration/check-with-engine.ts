import type { ClientMetadata, Client as EngineClient } from 'oidc-provider'
import { blankClient } from '../../core/clients/client-details.ts'
import { clientRow } from '../../core/clients/client-row.ts'
import { type ClientChange, settleClient } from '../../core/clients/rules/settle-client.ts'
import type { Client } from '../../store/clients.ts'
import { clientMetadata } from '../clients.ts'
import type { Engine } from '../engine.ts'

const candidate = 'candidate'

/** Whether an application's sector is to be looked up: when it is registered, not each time it is read again. */
export function isCandidate({ clientId }: EngineClient): boolean {
  return clientId === candidate
}

/** Refuses what the engine would not accept, a sector that does not name the application's addresses among it. */
export async function checkWithEngine(engine: Engine, described: ClientChange & { name: string }): Promise<void> {
  const details = settleClient({ ...blankClient, name: described.name }, described)
  const row = {
    ...clientRow(details),
    id: candidate,
    clientId: candidate,
    secretDigest: candidate,
    metadata: {},
    brand: {},
  }
  // The engine types its client without this method, which its own registration uses.
  const model = engine.current().Client as unknown as { validate(metadata: ClientMetadata): Promise<void> }
  await model.validate(clientMetadata(row as unknown as Client))
}
