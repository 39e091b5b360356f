import { z } from 'zod'
import { accountPaths } from '../../views/account/paths.ts'
import { ConfirmRemoval } from '../../views/account/removal.tsx'
import { EnrolFactor, RecoveryCodes } from '../../views/account/second-factor.tsx'
import { renewRecoveryCodes } from '../core/factors/recovery-codes/renew-recovery-codes.ts'
import { beginTotp } from '../core/factors/totp/begin-totp.ts'
import { disableTotp } from '../core/factors/totp/disable-totp.ts'
import { enableTotp } from '../core/factors/totp/enable-totp.ts'
import { AppError } from '../errors.ts'
import { codeField } from '../http/fields.ts'
import type { Member } from '../http/own-pages/enter.ts'
import { goTo, saved, show } from '../http/own-pages/show.ts'
import { qrCode } from '../http/qr-code.ts'
import { validate } from '../http/validate.ts'

const typed = z.object({ code: codeField })

/** Offers a key for an authenticator app; one that is confirmed is never shown again. */
export async function showEnrol(member: Member, problem?: AppError): Promise<void> {
  const { services, user } = member
  if (user.totpEnabledAt !== null) return goTo(member, accountPaths.security)
  const { key, uri } = await beginTotp(services, { user, subject: subjectOf(member) })
  const secret = key.replaceAll(/(.{4})(?=.)/g, '$1 ')
  const view = <EnrolFactor qrUrl={await qrCode(uri)} secret={secret} problem={problem} />
  show(member, view, problem)
}

/** Takes the first code of the app; shows the recovery codes, the only time. */
export async function enrol(member: Member): Promise<void> {
  const { services, ctx, user, visit } = member
  try {
    const { code } = validate(typed, ctx.request.body)
    const codes = await enableTotp(services, { user, subject: subjectOf(member), code, visit })
    show(member, <RecoveryCodes codes={codes} />)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await showEnrol(member, error)
  }
}

/** Asks before the second step is turned off. */
export function askRemove(member: Member): void {
  show(member, <ConfirmRemoval removal={{ kind: 'factor' }} />)
}

/** Turns it off. */
export async function remove(member: Member): Promise<void> {
  const { services, user, visit } = member
  await disableTotp(services, { user, visit })
  saved(member, accountPaths.security)
}

/** Makes new recovery codes and shows them, the only time. */
export async function renewCodes(member: Member): Promise<void> {
  const { services, user, visit } = member
  show(member, <RecoveryCodes codes={await renewRecoveryCodes(services, { user, visit })} />)
}

function subjectOf({ session }: Member): string {
  return `account:${session.uidDigest}`
}
