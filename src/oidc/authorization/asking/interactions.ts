import { type Configuration, interactionPolicy } from 'oidc-provider'
import type { Vault } from '../../../kit/secrets.ts'
import type { Services } from '../../../services.ts'
import { expectedPerson } from './expected-person.ts'
import { stepUp } from './step-up.ts'

const { Check, Prompt, base } = interactionPolicy

/** When a person has to act before an application gets its answer, and where they are sent for it. */
export function interactions(
  services: Services,
  identity: Pick<Vault, 'mac'>,
): NonNullable<Configuration['interactions']> {
  const policy = base()
  const login = policy.get('login')
  const consent = policy.get('consent')
  if (!login || !consent) throw new Error('the engine has no login or consent prompt')
  // A person who was banned or deleted since: without this the engine would go on without an account.
  login.checks.add(
    new Check(
      'account_unavailable',
      'End-User authentication is required',
      'login_required',
      ({ oidc }) => Boolean(oidc.session?.accountId) && !oidc.account,
    ),
    0,
  )
  login.checks.add(expectedPerson(identity))
  login.checks.add(stepUp(services))
  // Consent is remembered (or not needed) the same way for every application type; `prompt=consent` still asks.
  consent.checks.remove('native_client_prompt')
  // Both count as answered when the result of an interaction has a member of their name.
  policy.add(new Prompt({ name: 'create', requestable: true }), 0)
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 0)
  return { policy, url: (_ctx, interaction) => `/interaction/${interaction.uid}` }
}
