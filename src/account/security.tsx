import { Security } from '../../views/account/security.tsx'
import type { AppError } from '../errors.ts'
import type { Member } from '../http/own-pages/enter.ts'
import { show, wasSaved } from '../http/own-pages/show.ts'

/** What the account is protected by. */
export async function showSecurity(member: Member, problem?: AppError): Promise<void> {
  const { services, user } = member
  const [passkeys, recoveryCodesLeft] = await Promise.all([
    services.store.passkeys.listByUser(user.id),
    services.store.recoveryCodes.countLeft(user.id),
  ])
  const view = (
    <Security
      passwordChangedAt={user.passwordHash === null ? undefined : (user.passwordChangedAt ?? user.createdAt)}
      passkeys={passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
        id,
        name,
        createdAt,
        usedAt: lastUsedAt ?? undefined,
      }))}
      factorSince={user.totpEnabledAt ?? undefined}
      recoveryCodesLeft={recoveryCodesLeft}
      problem={problem}
      saved={wasSaved(member)}
    />
  )
  show(member, view, problem)
}
