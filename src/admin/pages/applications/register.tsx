import { z } from 'zod'
import { kinds } from '../../../../views/admin/applications/kind.ts'
import { NewApplication } from '../../../../views/admin/applications/new.tsx'
import { addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { registerClient } from '../../../core/clients/register-client.ts'
import { clientKinds } from '../../../core/clients/rules/client-kind.ts'
import { AppError } from '../../../errors.ts'
import { goTo, saved, show, typed } from '../../../http/own-pages/show.ts'
import { validate } from '../../../http/validate.ts'
import type { Operator } from '../../access.ts'
import { keepToShow } from '../show-once.ts'
import { linesField, longest, nameOfApplication, scopesField } from './fields.ts'

const newApplication = z
  .object({ kind: z.enum(kinds), name: nameOfApplication, redirect_uris: linesField, scopes: scopesField })
  .refine(({ kind, redirect_uris: uris }) => kind === 'machine' || uris.length > 0, {
    path: ['redirect_uris'],
    error: 'required',
  })

/** The form for a new application. */
export function showNewApplication(operator: Operator): void {
  show(operator, <NewApplication kind="web" name="" redirectUris="" scopes="profile email" />)
}

/** Registers it, and shows its secret this once. */
export async function registerApplication(operator: Operator): Promise<void> {
  const { services, ctx, by, refreshEngine } = operator
  try {
    const { kind, name, redirect_uris: redirectUris, scopes } = validate(newApplication, ctx.request.body)
    const { client, secret } = await registerClient(services, { ...clientKinds[kind], name, redirectUris, scopes, by })
    await refreshEngine()
    const own = addressOf(adminPaths.applications, client.id)
    if (secret === undefined) return saved(operator, own)
    const query = await keepToShow(operator, { of: client.id, secret })
    goTo(operator, addressOf(adminPaths.applications, client.id, 'shown') + query)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    showAgain(operator, error)
  }
}

function showAgain(operator: Operator, problem: AppError): void {
  const {
    kind,
    name,
    redirect_uris: uris,
    scopes,
  } = typed(operator.ctx, ['kind', 'name', 'redirect_uris', 'scopes'], longest)
  const view = (
    <NewApplication
      kind={kinds.find((known) => known === kind) ?? 'web'}
      name={name}
      redirectUris={linesField.parse(uris).join('\n')}
      scopes={scopes}
      problem={problem}
    />
  )
  show(operator, view, problem)
}
