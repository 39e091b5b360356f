import { account } from './account.ts'
import { admin } from './admin/admin.ts'
import { application } from './admin/application.ts'
import { applications } from './admin/applications.ts'
import { keys } from './admin/keys.ts'
import { people } from './admin/people.ts'
import { person } from './admin/person.ts'
import { providers } from './admin/providers.ts'
import { record } from './admin/record.ts'
import { settings } from './admin/settings.ts'
import { common } from './common.ts'
import { errors } from './errors.ts'
import { interaction } from './interaction.ts'
import { mail } from './mail.ts'
import { pages } from './pages.ts'

/** The source catalogue: its keys and placeholders are the types of all others. */
export const en = {
  ...account,
  ...admin,
  ...application,
  ...applications,
  ...common,
  ...errors,
  ...interaction,
  ...keys,
  ...mail,
  ...pages,
  ...people,
  ...person,
  ...providers,
  ...record,
  ...settings,
} as const
