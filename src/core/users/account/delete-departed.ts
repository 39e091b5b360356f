import type { Services } from '../../../services.ts'
import { bySystem } from '../../audit/author.ts'
import { deleteUser } from '../delete-user.ts'

/** Deletes the accounts whose grace period is over; for `jobs.ts`. */
export async function deleteDeparted(services: Services): Promise<void> {
  for (const id of await services.store.users.listDeparted(services.clock.now(), 50))
    await deleteUser(services, { id, by: bySystem })
}
