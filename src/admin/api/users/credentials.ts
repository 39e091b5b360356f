import { z } from 'zod'
import { markPassword } from '../../../core/users/administration/credentials/mark-password.ts'
import { removePassword } from '../../../core/users/administration/credentials/remove-password.ts'
import { removeSecondFactors } from '../../../core/users/administration/credentials/remove-second-factors.ts'
import { verifySecondFactor } from '../../../core/users/administration/credentials/verify-second-factor.ts'
import { verifyUserPassword } from '../../../core/users/administration/credentials/verify-user-password.ts'
import { visitOf } from '../../../http/visit.ts'
import { endpoint } from '../edge/endpoint.ts'
import { refusedParams } from '../edge/parse-input.ts'
import { userJson } from './user-json.ts'
import { password } from './user-schema.ts'

const member = '/v1/users/:id'

const verifyPassword = endpoint({
  method: 'post',
  path: `${member}/verify_password`,
  summary: 'Check the password of a user',
  body: z.strictObject({ password }),
  async run({ services, id, body }) {
    await verifyUserPassword(services, { id, password: body.password })
    return { verified: true }
  },
})

const verifyTotp = endpoint({
  method: 'post',
  path: `${member}/verify_totp`,
  summary: 'Check a code of the authenticator app or a backup code of a user; the code is used up',
  body: z.strictObject({ code: z.string().max(64) }),
  async run({ services, id, body: { code }, ctx }) {
    if (!/^\d{6}$|^[\w -]{8,}$/.test(code)) {
      throw refusedParams([{ code: 'totp_invalid_length', param: 'code', reason: 'has 6 digits, or is a backup code' }])
    }
    return { verified: true, code_type: await verifySecondFactor(services, { id, code, visit: visitOf(ctx) }) }
  },
})

const removals = (
  [
    ['mfa', 'all', 'Remove all second steps of a user'],
    ['totp', 'totp', 'Remove the authenticator app of a user, with the backup codes'],
    ['backup_code', 'recovery-codes', 'Remove the backup codes of a user'],
  ] as const
).map(([name, which, summary]) =>
  endpoint({
    method: 'delete',
    path: `${member}/${name}`,
    summary,
    async run({ services, id, by }) {
      await removeSecondFactors(services, { id, which, by })
      return { user_id: id }
    },
  }),
)

const dropPassword = endpoint({
  method: 'post',
  path: `${member}/remove_password`,
  summary: 'Remove the password of a user; whatever they are signed in to ends, unless asked otherwise',
  body: z.strictObject({ sign_out_of_other_sessions: z.boolean().default(true) }),
  async run({ services, id, body, by }) {
    const signOut = body.sign_out_of_other_sessions
    return userJson(services, await removePassword(services, { id, signOut, by }))
  },
})

const setCompromised = endpoint({
  method: 'post',
  path: `${member}/password/set_compromised`,
  summary: 'Note that others may know the password of a user',
  body: z.strictObject({ revoke_all_sessions: z.boolean().default(false) }),
  async run({ services, id, by, body }) {
    const mark = { id, compromised: true, signOut: body.revoke_all_sessions, by }
    return userJson(services, await markPassword(services, mark))
  },
})

const unsetCompromised = endpoint({
  method: 'post',
  path: `${member}/password/unset_compromised`,
  summary: 'Note that nobody else knows the password of a user after all',
  run: async ({ services, id, by }) =>
    userJson(services, await markPassword(services, { id, compromised: false, signOut: false, by })),
})

/** Passwords and second steps. */
export const userCredentials = [verifyPassword, verifyTotp, ...removals, dropPassword, setCompromised, unsetCompromised]
