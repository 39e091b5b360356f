import { z } from 'zod'
import { type Act, ConfirmAct } from '../../../../views/admin/act.tsx'
import { type Aspect, addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { withdrawConsent } from '../../../core/consents/withdraw-consent.ts'
import { listIdentities } from '../../../core/federation/identities/list-identities.ts'
import { providerLabel } from '../../../core/federation/settings/provider-label.ts'
import { listConnections } from '../../../core/users/account/list-connections.ts'
import { banUsers } from '../../../core/users/administration/ban-users.ts'
import { removeSecondFactors } from '../../../core/users/administration/credentials/remove-second-factors.ts'
import { removeIdentity } from '../../../core/users/administration/remove-identity.ts'
import { signOutUser } from '../../../core/users/administration/sign-out-user.ts'
import { updateUser } from '../../../core/users/administration/update-user.ts'
import { deleteUser } from '../../../core/users/delete-user.ts'
import { AppError } from '../../../errors.ts'
import { saved, show } from '../../../http/own-pages/show.ts'
import { validate } from '../../../http/validate.ts'
import type { User } from '../../../store/users.ts'
import type { Operator } from '../../access.ts'
import { getPerson } from './get-person.ts'
import { doAndReturn } from './person.tsx'
import { summaryOf } from './summary.ts'

/** Something that is done to a person after a page has asked. */
export interface PersonAct {
  readonly aspect: Aspect
  readonly act: Act
  /** Wants a fresh sign-in. */
  readonly fresh: boolean
  /** Which of their things is meant, when not the person: its name, or undefined when it is gone. */
  readonly thing?: (operator: Operator, user: User, of: string) => Promise<string | undefined>
  readonly perform: (operator: Operator, user: User, of: string) => Promise<unknown>
}

/** Each deed that hurts, once. */
export const personActs: readonly PersonAct[] = [
  {
    aspect: 'ban',
    act: 'ban-person',
    fresh: false,
    perform: ({ services, by }, { id }) => banUsers(services, { ids: [id], by }),
  },
  {
    aspect: 'promote',
    act: 'promote-person',
    fresh: true,
    perform: ({ services, by }, { id }) => updateUser(services, { id, change: { isAdmin: true }, by }),
  },
  {
    aspect: 'demote',
    act: 'demote-person',
    fresh: true,
    perform: ({ services, by }, { id }) => updateUser(services, { id, change: { isAdmin: false }, by }),
  },
  {
    aspect: 'factors',
    act: 'remove-factors',
    fresh: true,
    perform: ({ services, by }, { id }) => removeSecondFactors(services, { id, which: 'all', by }),
  },
  {
    aspect: 'sign-out',
    act: 'sign-out-person',
    fresh: false,
    perform: ({ services, by }, { id }) => signOutUser(services, { id, by }),
  },
  {
    aspect: 'unlink',
    act: 'unlink-login',
    fresh: true,
    async thing({ services }, { id }, of) {
      const identity = (await listIdentities(services, id)).find((each) => each.id === of)
      return identity && providerLabel(services, identity.provider)
    },
    perform: ({ services, by }, { id }, identityId) => removeIdentity(services, { id, identityId, by }),
  },
  {
    aspect: 'disconnect',
    act: 'disconnect-app',
    fresh: false,
    thing: async ({ services }, { id }, of) =>
      (await listConnections(services, id)).find(({ clientId }) => clientId === of)?.name,
    perform: ({ services, by }, { id: userId }, clientId) => withdrawConsent(services, { userId, clientId, by }),
  },
]

const meant = z.object({ of: z.string().max(2048).default('') })
const typedName = z.object({ name: z.string().trim().max(400) })

/** The page that asks. */
export function askBefore({ act, aspect, thing }: PersonAct) {
  return async (operator: Operator): Promise<void> => {
    const user = await getPerson(operator)
    const of = typeof operator.ctx.query['of'] === 'string' ? operator.ctx.query['of'] : ''
    const name = thing ? await thing(operator, user, of) : summaryOf(user, operator.services.clock.now()).name
    if (name === undefined) throw new AppError('page.unknown')
    const [action, back] = [addressOf(adminPaths.people, user.id, aspect), addressOf(adminPaths.people, user.id)]
    show(operator, <ConfirmAct {...{ act, name, action, back }} hidden={thing ? { of } : {}} />)
  }
}

/** The form of that page. */
export function perform({ perform: deed }: PersonAct) {
  return async (operator: Operator): Promise<void> => {
    const { of } = validate(meant, operator.ctx.request.body)
    const done = await doAndReturn(operator, (user) => deed(operator, user, of))
    if (done) saved(operator, addressOf(adminPaths.people, String(operator.ctx.params['id'])))
  }
}

/** Asks before an account is gone for good; its name has to be typed. */
export async function askDelete(operator: Operator, problem?: AppError): Promise<void> {
  const user = await getPerson(operator)
  const { name } = summaryOf(user, operator.services.clock.now())
  const [action, back] = [addressOf(adminPaths.people, user.id, 'delete'), addressOf(adminPaths.people, user.id)]
  show(operator, <ConfirmAct act="delete-person" typeName {...{ name, action, back, problem }} />, problem)
}

/** Deletes it. */
export async function remove(operator: Operator): Promise<void> {
  const { services, ctx, by } = operator
  const user = await getPerson(operator)
  const { name } = summaryOf(user, services.clock.now())
  try {
    const typed = validate(typedName, ctx.request.body).name
    if (typed !== name.trim()) throw new AppError('input.invalid', { fields: { name: 'mismatch' } })
    await deleteUser(services, { id: user.id, by })
    saved(operator, adminPaths.people)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await askDelete(operator, error)
  }
}
