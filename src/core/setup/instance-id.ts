import { newId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'

/** The id of this installation: configured, or made once and kept. */
export async function instanceId({ config, store, clock }: Services): Promise<string> {
  return config.instanceId ?? store.settings.keep('instance.id', newId('instance'), clock.now())
}
