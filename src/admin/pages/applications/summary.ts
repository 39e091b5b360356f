import type { ApplicationSummary } from '../../../../views/admin/applications/list.tsx'
import { kindOf } from '../../../core/clients/rules/client-kind.ts'
import type { Client } from '../../../store/clients.ts'

/** An application as lists and its own page name it; pictures of strangers are not shown. */
export function summaryOf(client: Client): ApplicationSummary {
  return {
    id: client.id,
    name: client.name,
    logoUrl: client.dynamicallyRegistered ? undefined : (client.imageUrl ?? undefined),
    clientId: client.clientId,
    kind: kindOf(client),
    disabled: client.disabledAt !== null,
    stranger: client.dynamicallyRegistered,
  }
}
