import { z } from 'zod'
import { addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { NewProvider } from '../../../../views/admin/providers/new.tsx'
import { configureProvider } from '../../../core/federation/settings/configure-provider.ts'
import { AppError } from '../../../errors.ts'
import { saved, show, typed } from '../../../http/own-pages/show.ts'
import { validate } from '../../../http/validate.ts'
import type { Operator } from '../../access.ts'
import { atItsField } from './wanted.ts'

const newProvider = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, { error: 'invalid' }),
  issuer: z.string().trim().min(1, { error: 'required' }).max(2048, { error: 'too-long' }),
  label: z.string().trim().min(1, { error: 'required' }).max(100, { error: 'too-long' }),
  client_id: z.string().trim().min(1, { error: 'required' }).max(500, { error: 'too-long' }),
  client_secret: z.string().max(16_384, { error: 'too-long' }).default(''),
})

/** The form for a provider of one's own. */
export function showNewProvider(operator: Operator): void {
  show(operator, <NewProvider id="" label="" issuer="" clientId="" />)
}

/** Keeps it; its page shows the address to register there. */
export async function addProvider(operator: Operator): Promise<void> {
  const { services, ctx, by } = operator
  try {
    const input = validate(newProvider, ctx.request.body)
    const id = `oidc_${input.id}`
    // What is there is changed on its own page, not overwritten here.
    if (await services.store.providers.find(id)) throw new AppError('input.invalid', { fields: { id: 'invalid' } })
    const { label, issuer, client_id: clientId, client_secret: clientSecret } = input
    const secrets = clientSecret === '' ? {} : { clientSecret }
    await configureProvider(services, { id, label, enabled: true, secrets, settings: { clientId, issuer }, by })
    saved(operator, addressOf(adminPaths.providers, id))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { client_id: clientId, ...texts } = typed(ctx, ['id', 'label', 'issuer', 'client_id'])
    const problem = atItsField(error)
    show(operator, <NewProvider {...texts} clientId={clientId} problem={problem} />, problem)
  }
}
