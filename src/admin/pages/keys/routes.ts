import type Router from '@koa/router'
import { adminPaths as at } from '../../../../views/admin/paths.ts'
import type { Guards } from '../../access.ts'
import * as api from './api-keys.tsx'
import * as signing from './signing-keys.tsx'

/** The pages about keys; whatever changes one wants a fresh sign-in. */
export function addKeyPages(router: Router, { operator, freshOperator }: Guards): void {
  router.get(at.keys, operator(signing.showSigningKeys))
  router.get(at.rotateKeys, freshOperator(signing.askRotate)).post(at.rotateKeys, freshOperator(signing.rotate))
  const one = `${at.keys}/:id/revoke`
  router.get(one, freshOperator(signing.askRevokeKey)).post(one, freshOperator(signing.dropKey))

  router.get(at.apiKeys, operator(api.showApiKeys))
  router.get(at.newApiKey, freshOperator(api.showNewApiKey)).post(at.newApiKey, freshOperator(api.makeApiKey))
  router.get(`${at.apiKeys}/:id/shown`, operator(api.showApiKey))
  const key = `${at.apiKeys}/:id/revoke`
  router.get(key, freshOperator(api.askRevokeApiKey)).post(key, freshOperator(api.endApiKey))
}
