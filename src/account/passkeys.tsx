import { z } from 'zod'
import { PasskeyName } from '../../views/account/passkey-name.tsx'
import { accountPaths } from '../../views/account/paths.ts'
import { ConfirmRemoval } from '../../views/account/removal.tsx'
import { addPasskey } from '../core/factors/passkeys/add-passkey.ts'
import { offerPasskey } from '../core/factors/passkeys/begin-passkey.ts'
import { removePasskey } from '../core/factors/passkeys/remove-passkey.ts'
import { renamePasskey } from '../core/factors/passkeys/rename-passkey.ts'
import { AppError } from '../errors.ts'
import { credentialField, nameField } from '../http/fields.ts'
import type { Member } from '../http/own-pages/enter.ts'
import { saved, show } from '../http/own-pages/show.ts'
import { validate } from '../http/validate.ts'
import { showSecurity } from './security.tsx'

const made = z.object({ credential: credentialField })
const one = z.object({ passkey: z.string().max(100) })
const named = one.extend({
  name: nameField.pipe(z.string().min(1, { error: 'required' }).max(80, { error: 'too-long' })),
})

/** What the browser needs to make a passkey. */
export async function passkeyOptions({ services, ctx, user, session }: Member): Promise<void> {
  ctx.body = await offerPasskey(services, { subject: subjectOf(session), user })
}

/** Adds the passkey that the browser has made. */
export async function add(member: Member): Promise<void> {
  const { services, ctx, user, session, visit } = member
  try {
    const { credential } = validate(made, ctx.request.body)
    await addPasskey(services, { user, credential, subject: subjectOf(session), visit })
    saved(member, accountPaths.security)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await showSecurity(member, error)
  }
}

/** The form for another name. */
export async function showRename(member: Member, problem?: AppError): Promise<void> {
  const { ctx } = member
  const passkey = await own(member, String(ctx.query['passkey'] ?? validate(one, ctx.request.body).passkey))
  show(member, <PasskeyName passkey={passkey} problem={problem} />, problem)
}

/** Keeps it. */
export async function rename(member: Member): Promise<void> {
  const { services, ctx, user } = member
  try {
    const { passkey, name } = validate(named, ctx.request.body)
    await renamePasskey(services, { userId: user.id, passkeyId: passkey, name })
    saved(member, accountPaths.security)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await showRename(member, error)
  }
}

/** Asks before a passkey goes. */
export async function askRemove(member: Member): Promise<void> {
  const { id, name } = await own(member, String(member.ctx.query['passkey']))
  show(member, <ConfirmRemoval removal={{ kind: 'passkey', id, name }} />)
}

/** Takes it away. */
export async function remove(member: Member): Promise<void> {
  const { services, ctx, user, visit } = member
  await removePasskey(services, { user, passkeyId: validate(one, ctx.request.body).passkey, visit })
  saved(member, accountPaths.security)
}

async function own({ services, user }: Member, id: string) {
  const passkey = (await services.store.passkeys.listByUser(user.id)).find((candidate) => candidate.id === id)
  if (!passkey) throw new AppError('page.unknown')
  return passkey
}

function subjectOf({ uidDigest }: Member['session']): string {
  return `account:${uidDigest}`
}
