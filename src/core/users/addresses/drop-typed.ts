import type { Store } from '../../../store/store.ts'
import { dropUnproven } from './drop-unproven.ts'

/** Takes an address from who typed it beside their own and never proved it; an account that has no other one keeps it. */
export async function dropTyped(tx: Store, address: string): Promise<void> {
  const held = await tx.emails.find(address)
  if (held && (await tx.users.get(held.userId)).emails.length > 1) await dropUnproven(tx, address)
}
