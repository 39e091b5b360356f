import { Providers } from '../../../../views/admin/providers/list.tsx'
import { describeProviders } from '../../../core/federation/settings/describe-providers.ts'
import { show, wasSaved } from '../../../http/own-pages/show.ts'
import type { Operator } from '../../access.ts'

/** The providers there are, those that are set up first. */
export async function showProviders(operator: Operator): Promise<void> {
  const all = await describeProviders(operator.services)
  const providers = [...all.filter(({ setBy }) => setBy), ...all.filter(({ setBy }) => !setBy)]
  show(operator, <Providers providers={providers} saved={wasSaved(operator)} />)
}
