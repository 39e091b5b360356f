import type Router from '@koa/router'
import { adminPaths as at } from '../../../../views/admin/paths.ts'
import type { Guards } from '../../access.ts'
import { saveApplication, showApplication } from './application.tsx'
import { askDelete, askDisable, disable, enable, remove } from './end.tsx'
import { showApplications } from './list.tsx'
import { removeLogo } from './logo.ts'
import { saveProtocol, showProtocol } from './protocol.tsx'
import { registerApplication, showNewApplication } from './register.tsx'
import { askSecret, renewSecret, showSecret } from './secret.tsx'

/** The pages about applications. */
export function addApplicationPages(router: Router, { operator, freshOperator }: Guards): void {
  router.get(at.applications, operator(showApplications))
  router.get(at.newApplication, freshOperator(showNewApplication))
  router.post(at.newApplication, freshOperator(registerApplication))

  const one = `${at.applications}/:id`
  router.get(
    one,
    operator((person) => showApplication(person)),
  )
  router.post(one, operator(saveApplication))
  router.get(`${one}/protocol`, operator(showProtocol)).post(`${one}/protocol`, operator(saveProtocol))
  router.get(`${one}/secret`, freshOperator(askSecret)).post(`${one}/secret`, freshOperator(renewSecret))
  router.get(`${one}/shown`, operator(showSecret))
  router.post(`${one}/remove-logo`, operator(removeLogo))
  router.get(`${one}/disable`, operator(askDisable)).post(`${one}/disable`, operator(disable))
  router.post(`${one}/enable`, operator(enable))
  router.get(
    `${one}/delete`,
    freshOperator((person) => askDelete(person)),
  )
  router.post(`${one}/delete`, freshOperator(remove))
}
