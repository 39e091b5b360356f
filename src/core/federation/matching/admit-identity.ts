import { isRefusal } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { isUniqueViolation } from '../../../store/prisma.ts'
import type { AdmitIdentity, Outcome } from '../outcome.ts'
import { applyResolution } from './apply-resolution.ts'
import { gatherFacts } from './gather-facts.ts'
import { resolveUser } from './resolve-user.ts'

/** Decides whose account an identity opens and does it, in one transaction. */
export async function admitIdentity(services: Services, input: AdmitIdentity): Promise<Outcome> {
  try {
    return await decideOnce(services, input)
  } catch (error) {
    // Two first visits at once: the other one has made the account, so this one finds it.
    if (isUniqueViolation(error) || isRefusal(error, 'email.taken')) return decideOnce(services, input)
    throw error
  }
}

function decideOnce(services: Services, input: AdmitIdentity): Promise<Outcome> {
  return services.store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    const { row, decision } = resolveUser(await gatherFacts(within, input))
    services.log.debug({ provider: input.identity.provider, row, decision: decision.kind }, 'identity resolved')
    return applyResolution(within, decision, input)
  })
}
