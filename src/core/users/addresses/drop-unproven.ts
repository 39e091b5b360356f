import type { Store } from '../../../store/store.ts'

/** Takes an address from an account that never proved it, for the one who just has; `tx` is the caller's transaction. */
export async function dropUnproven(tx: Store, address: string): Promise<void> {
  const held = await tx.emails.find(address)
  if (!held || held.verifiedAt) return
  await tx.emails.delete(held.userId, held.id)
  await tx.users.updateWhere(held.userId, { primaryEmailId: held.id }, { primaryEmailId: null })
}
