import { z } from 'zod'
import { ChangePassword } from '../../views/account/password.tsx'
import { accountPaths } from '../../views/account/paths.ts'
import { changePassword } from '../core/users/account/change-password.ts'
import { primaryName } from '../core/users/profile/primary-name.ts'
import { AppError } from '../errors.ts'
import { passwordField } from '../http/fields.ts'
import type { Member } from '../http/own-pages/enter.ts'
import { saved, show } from '../http/own-pages/show.ts'
import { validate } from '../http/validate.ts'

const change = z.object({ current: z.string().max(1024).optional(), password: passwordField })

/** The form for a new password. */
export function showPassword(member: Member, problem?: AppError): void {
  const { services, user } = member
  const view = (
    <ChangePassword
      hasPassword={user.passwordHash !== null}
      email={primaryName(user)}
      passwordMinimum={services.config.passwordMinLength}
      problem={problem}
    />
  )
  show(member, view, problem)
}

/** Keeps it; everything but this browser is signed out. */
export async function savePassword(member: Member): Promise<void> {
  const { services, ctx, user, session, visit } = member
  try {
    const { current, password } = validate(change, ctx.request.body)
    await changePassword(services, { user, current, password, keep: session.uidDigest, visit })
    saved(member, accountPaths.security)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    showPassword(member, error)
  }
}
