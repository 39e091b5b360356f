import { z } from 'zod'
import { accountPaths } from '../../views/account/paths.ts'
import { Profile, type ProfileProps } from '../../views/account/profile.tsx'
import { locales } from '../../views/texts/catalogues.ts'
import { updateProfile } from '../core/users/account/update-profile.ts'
import { fullName } from '../core/users/profile/claims-of.ts'
import { primaryName } from '../core/users/profile/primary-name.ts'
import { AppError } from '../errors.ts'
import { nameField, usernameField } from '../http/fields.ts'
import type { Member } from '../http/own-pages/enter.ts'
import { saved, show, typed, wasSaved } from '../http/own-pages/show.ts'
import { validate } from '../http/validate.ts'

const change = z.object({
  name: nameField.default(''),
  username: usernameField.default(''),
  // A picture is loaded by every application that shows it: https only, never a script.
  picture: z.union([z.literal(''), z.url({ protocol: /^https$/, error: 'https' }).max(2000)]).default(''),
  locale: z.union([z.literal(''), z.enum(locales)]).default(''),
})

/** What a person tells about themselves. */
export function showProfile(member: Member): void {
  const { user } = member
  showForm(member, {
    name: fullName(user) ?? '',
    username: user.username ?? '',
    picture: user.imageUrl ?? '',
    locale: locales.find((candidate) => candidate === user.locale) ?? '',
    saved: wasSaved(member),
  })
}

/** Keeps it; a refusal shows the page again with what was typed. */
export async function saveProfile(member: Member): Promise<void> {
  const { services, ctx, user, visit } = member
  try {
    await updateProfile(services, { ...validate(change, ctx.request.body), user, visit })
    saved(member, accountPaths.profile)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { name, username, picture } = typed(ctx, ['name', 'username', 'picture'])
    showForm(member, { name, username, picture, locale: '' }, error)
  }
}

function showForm(member: Member, props: Omit<ProfileProps, 'email' | 'problem'>, problem?: AppError): void {
  show(member, <Profile {...props} email={primaryName(member.user)} problem={problem} />, problem)
}
