import type Router from '@koa/router'
import { adminPaths as at } from '../../../../views/admin/paths.ts'
import type { Guards } from '../../access.ts'
import { showProviders } from './list.tsx'
import { addProvider, showNewProvider } from './new.tsx'
import { askForget, forget, saveProviderSettings, showProvider } from './provider.tsx'

/** The pages about upstream providers; their credentials want a fresh sign-in. */
export function addProviderPages(router: Router, { operator, freshOperator }: Guards): void {
  router.get(at.providers, operator(showProviders))
  router.get(at.newProvider, freshOperator(showNewProvider)).post(at.newProvider, freshOperator(addProvider))

  const one = `${at.providers}/:id`
  router.get(
    one,
    freshOperator((person) => showProvider(person)),
  )
  router.post(one, freshOperator(saveProviderSettings))
  router.get(`${one}/forget`, freshOperator(askForget)).post(`${one}/forget`, freshOperator(forget))
}
