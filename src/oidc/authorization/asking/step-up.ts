import { interactionPolicy } from 'oidc-provider'
import { needsStepUp } from '../../../core/sign-in/needs-step-up.ts'
import type { Services } from '../../../services.ts'

const { Check } = interactionPolicy

/** Asks a person who is signed in for more, when this application needs more than their session shows. */
export function stepUp(services: Services): InstanceType<typeof Check> {
  return new Check('step_up', 'A stronger authentication is required', 'login_required', async ({ oidc }) => {
    const { session, client, params, result } = oidc
    // What was shown in this very interaction is all there is.
    if (!session?.accountId || !client || result?.login) return false
    const asked = params?.['acr_values']
    const wanted = typeof asked === 'string' ? asked.split(' ').slice(0, 10) : []
    return needsStepUp(services, { userId: session.accountId, acr: session.acr, wanted, clientId: client.clientId })
  })
}
