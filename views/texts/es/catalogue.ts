import { account } from './account.ts'
import { admin } from './admin.ts'
import { common } from './common.ts'
import { errors } from './errors.ts'
import { interaction } from './interaction.ts'
import { mail } from './mail.ts'
import { pages } from './pages.ts'

/** Spanish. */
export const es = { ...account, ...admin, ...common, ...errors, ...interaction, ...mail, ...pages }
