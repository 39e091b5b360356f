import type { Services } from '../../../services.ts'
import type { Delivery, DeliveryPage } from '../../../store/deliveries.ts'

/** Back-channel logouts of the last month: what applications were told, and what they still have to be told. */
export async function listDeliveries(
  { store }: Pick<Services, 'store'>,
  page: DeliveryPage,
): Promise<{ readonly data: readonly Delivery[]; readonly total: number }> {
  return store.deliveries.list(page)
}
