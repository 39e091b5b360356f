import type Router from '@koa/router'
import { adminPaths as at } from '../../../../views/admin/paths.ts'
import type { Guards } from '../../access.ts'
import { askBefore, askDelete, perform, personActs, remove } from './acts.tsx'
import { addPerson, showNewPerson } from './add.tsx'
import { endSession, sendRecoveryMail, unban, unlock } from './deeds.ts'
import { showPeople } from './list.tsx'
import { showPerson } from './person.tsx'

/** The pages about people. */
export function addPeoplePages(router: Router, { operator, freshOperator }: Guards): void {
  router.get(at.people, operator(showPeople))
  router.get(at.newPerson, operator(showNewPerson)).post(at.newPerson, operator(addPerson))

  const one = `${at.people}/:id`
  router.get(
    one,
    operator((person) => showPerson(person)),
  )
  router.post(`${one}/unban`, operator(unban))
  router.post(`${one}/unlock`, operator(unlock))
  router.post(`${one}/recovery`, operator(sendRecoveryMail))
  router.post(`${one}/end-session`, operator(endSession))
  for (const act of personActs) {
    const guard = act.fresh ? freshOperator : operator
    router.get(`${one}/${act.aspect}`, guard(askBefore(act))).post(`${one}/${act.aspect}`, guard(perform(act)))
  }
  router.get(
    `${one}/delete`,
    freshOperator((person) => askDelete(person)),
  )
  router.post(`${one}/delete`, freshOperator(remove))
}
