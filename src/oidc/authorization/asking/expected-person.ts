import { decodeJwt } from 'jose'
import { errors, interactionPolicy } from 'oidc-provider'
import type { Vault } from '../../../kit/secrets.ts'
import { subject } from '../../tokens/subjects.ts'

const { Check } = interactionPolicy

/**
 * Keeps tokens of one person from an application that asked for another (OpenID Connect Core 3.1.2.2). The engine looks
 * whom `id_token_hint` names before anybody is asked, and no more when they come back with an answer.
 */
export function expectedPerson(identity: Pick<Vault, 'mac'>): InstanceType<typeof Check> {
  const problem = 'the person who signed in is not the one in id_token_hint'
  return new Check('other_person', problem, 'login_required', ({ oidc }) => {
    const { session, client, params, entities, result } = oidc
    const hint = params?.['id_token_hint']
    if (typeof hint !== 'string' || entities.IdTokenHint || !session?.accountId || !client) return false
    // Its signature was looked at when the request came.
    if (decodeJwt(hint).sub === subject(identity, session.accountId, client)) return false
    if (result?.login) throw new errors.LoginRequired(problem)
    return true
  })
}
