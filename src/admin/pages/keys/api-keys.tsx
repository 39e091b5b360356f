import { z } from 'zod'
import { ConfirmAct } from '../../../../views/admin/act.tsx'
import { ApiKeys, type ApiKeyView } from '../../../../views/admin/keys/api-keys.tsx'
import { keyLives, NewApiKey } from '../../../../views/admin/keys/new-api-key.tsx'
import { addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { ShownSecret } from '../../../../views/admin/shown-secret.tsx'
import { createApiKey } from '../../../core/api-keys/create-api-key.ts'
import { revokeApiKey } from '../../../core/api-keys/revoke-api-key.ts'
import { AppError } from '../../../errors.ts'
import { goTo, saved, show, typed, wasSaved } from '../../../http/own-pages/show.ts'
import { validate } from '../../../http/validate.ts'
import { after, days } from '../../../kit/clock.ts'
import type { ApiKey } from '../../../store/api-keys.ts'
import type { Operator } from '../../access.ts'
import { keepToShow, takeToShow } from '../show-once.ts'

const newKey = z.object({
  name: z.string().trim().min(1, { error: 'required' }).max(256, { error: 'too-long' }),
  access: z.enum(['*', 'read']),
  days: z.coerce.number().pipe(z.literal(keyLives)),
})

/** The keys of the backend API. */
export async function showApiKeys(operator: Operator): Promise<void> {
  const { store, clock } = operator.services
  const keys = (await store.apiKeys.list()).map((key) => viewOf(key, clock.now()))
  show(operator, <ApiKeys keys={keys} saved={wasSaved(operator)} />)
}

/** The form for a new key. */
export function showNewApiKey(operator: Operator): void {
  show(operator, <NewApiKey name="" access="read" days="90" />)
}

/** Makes it, and shows it this once. */
export async function makeApiKey(operator: Operator): Promise<void> {
  const { services, ctx, by } = operator
  try {
    const { name, access, days: life } = validate(newKey, ctx.request.body)
    const expiresAt = life === 0 ? null : after(services.clock.now(), days(life))
    const { key, secret } = await createApiKey(services, { name, scopes: [access], expiresAt, by })
    const query = await keepToShow(operator, { of: key.id, secret })
    goTo(operator, addressOf(adminPaths.apiKeys, key.id, 'shown') + query)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    show(operator, <NewApiKey {...typed(ctx, ['name', 'access', 'days'])} problem={error} />, error)
  }
}

/** Shows a key once; who comes again finds the list. */
export async function showApiKey(operator: Operator): Promise<void> {
  const { id, name } = await getApiKey(operator)
  const secret = await takeToShow(operator, id)
  if (secret === undefined) return goTo(operator, adminPaths.apiKeys)
  show(operator, <ShownSecret section="apiKeys" name={name} secret={secret} back={adminPaths.apiKeys} />)
}

/** Asks before a key stops working. */
export async function askRevokeApiKey(operator: Operator): Promise<void> {
  const { id, name } = await getApiKey(operator)
  const action = addressOf(adminPaths.apiKeys, id, 'revoke')
  show(operator, <ConfirmAct act="revoke-api-key" name={name} action={action} back={adminPaths.apiKeys} />)
}

/** Ends it. */
export async function endApiKey(operator: Operator): Promise<void> {
  await revokeApiKey(operator.services, { id: String(operator.ctx.params['id']), by: operator.by })
  saved(operator, adminPaths.apiKeys)
}

async function getApiKey({ services, ctx }: Operator): Promise<ApiKey> {
  const key = (await services.store.apiKeys.list()).find(({ id }) => id === ctx.params['id'])
  if (!key) throw new AppError('page.unknown')
  return key
}

function viewOf({ id, name, scopes, expiresAt, revokedAt, lastUsedAt }: ApiKey, now: Date): ApiKeyView {
  const expired = expiresAt !== null && expiresAt <= now
  return {
    id,
    name,
    all: scopes.includes('*'),
    standing: revokedAt === null ? (expired ? 'expired' : 'good') : 'revoked',
    expiresAt: expiresAt ?? undefined,
    usedAt: lastUsedAt ?? undefined,
  }
}
