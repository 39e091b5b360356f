import { z } from 'zod'
import { ConfirmAct } from '../../../../views/admin/act.tsx'
import { addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { ProviderSettings, type ProviderSettingsProps } from '../../../../views/admin/providers/provider.tsx'
import { configureProvider } from '../../../core/federation/settings/configure-provider.ts'
import { type DescribedProvider, describeProviders } from '../../../core/federation/settings/describe-providers.ts'
import { removeProvider } from '../../../core/federation/settings/remove-provider.ts'
import { AppError } from '../../../errors.ts'
import { callbackPath } from '../../../http/federation/callback.ts'
import { boxField } from '../../../http/fields.ts'
import { saved, show, typed, wasSaved } from '../../../http/own-pages/show.ts'
import { validate } from '../../../http/validate.ts'
import type { Operator } from '../../access.ts'
import { atItsField, ours, wantedBy } from './wanted.ts'

const text = z.string().trim().max(2048, { error: 'too-long' })
const secret = z.string().trim().max(16_384, { error: 'too-long' })

const settings = z.object({
  client_id: text.min(1, { error: 'required' }),
  label: text.max(100, { error: 'too-long' }),
  scopes: text,
  enabled: boxField,
})

/** One provider; after a refusal with what was typed, but for secrets. */
export async function showProvider(operator: Operator, problem?: AppError): Promise<void> {
  const { services, ctx } = operator
  const provider = await getProvider(operator)
  const { extras, secrets } = wantedBy(provider.id)
  const again = problem === undefined ? undefined : typed(ctx, ['client_id', 'label', 'scopes', 'enabled', ...extras])
  const row = await services.store.providers.find(provider.id)
  const values = {
    label: again?.label ?? row?.label ?? '',
    client_id: again?.client_id ?? provider.clientId ?? '',
    scopes: again?.scopes ?? provider.scopes.join(' '),
    enabled: again ? again.enabled !== '' : (row?.enabled ?? true),
  }
  const extraValues: Record<string, string> = {}
  for (const name of extras) extraValues[name] = again?.[name] ?? provider.settings[ours[name]] ?? ''
  const props: ProviderSettingsProps = {
    provider: { ...provider, callbackUrl: `${services.issuer.origin}${callbackPath(provider.id)}` },
    values,
    extras: extraValues,
    secrets,
    problem,
    saved: wasSaved(operator),
  }
  show(operator, <ProviderSettings {...props} />, problem)
}

/** Keeps what was set; a secret that is left out stays. */
export async function saveProviderSettings(operator: Operator): Promise<void> {
  const { services, ctx, by } = operator
  const provider = await getProvider(operator)
  const wanted = wantedBy(provider.id)
  try {
    const input = validate(settings, ctx.request.body)
    const extras = readAll(ctx.request.body, wanted.extras, text)
    const secrets = readAll(ctx.request.body, ['client_secret', ...wanted.secrets], secret)
    await configureProvider(services, {
      id: provider.id,
      label: input.label || undefined,
      enabled: input.enabled !== undefined,
      secrets,
      // What has no field here, such as addresses of a private installation, stays as it is.
      settings: {
        ...without(provider.settings, wanted.extras),
        ...extras,
        clientId: input.client_id,
        scopes: input.scopes.split(/\s+/).filter(Boolean),
      },
      by,
    })
    saved(operator, addressOf(adminPaths.providers, provider.id))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await showProvider(operator, atItsField(error))
  }
}

/** Asks before what was set here is forgotten. */
export async function askForget(operator: Operator): Promise<void> {
  const { id, label, setBy } = await getProvider(operator)
  if (setBy !== 'administrator') throw new AppError('page.unknown')
  const [action, back] = [addressOf(adminPaths.providers, id, 'forget'), addressOf(adminPaths.providers, id)]
  show(operator, <ConfirmAct act="forget-provider" name={label} {...{ action, back }} />)
}

/** Forgets it. */
export async function forget(operator: Operator): Promise<void> {
  await removeProvider(operator.services, { id: String(operator.ctx.params['id']), by: operator.by })
  saved(operator, adminPaths.providers)
}

async function getProvider({ services, ctx }: Operator): Promise<DescribedProvider> {
  const provider = (await describeProviders(services)).find(({ id }) => id === ctx.params['id'])
  if (!provider) throw new AppError('page.unknown')
  return provider
}

type Name = keyof typeof ours

// What was filled in of these fields, under our words; an empty field says nothing.
function readAll(body: unknown, names: readonly Name[], field: z.ZodString): Record<string, string> {
  const shape = Object.fromEntries(names.map((name) => [name, field.default('')]))
  const read = validate(z.object(shape), body)
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = read[name]
      return value ? [[ours[name], value]] : []
    }),
  )
}

function without(stored: Readonly<Record<string, string>>, names: readonly Name[]): Record<string, string> {
  const gone = names.map((name) => String(ours[name]))
  return Object.fromEntries(Object.entries(stored).filter(([name]) => !gone.includes(name)))
}
