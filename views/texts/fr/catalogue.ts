import { account } from './account.ts'
import { admin } from './admin.ts'
import { application } from './application.ts'
import { applications } from './applications.ts'
import { common } from './common.ts'
import { errors } from './errors.ts'
import { interaction } from './interaction.ts'
import { mail } from './mail.ts'
import { pages } from './pages.ts'
import { people } from './people.ts'
import { person } from './person.ts'

/** French. */
export const fr = {
  ...account,
  ...admin,
  ...application,
  ...applications,
  ...common,
  ...errors,
  ...interaction,
  ...mail,
  ...pages,
  ...people,
  ...person,
}
