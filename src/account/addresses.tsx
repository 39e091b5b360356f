import { z } from 'zod'
import { Addresses, AddressVerify } from '../../views/account/addresses.tsx'
import { aboutOne, accountPaths } from '../../views/account/paths.ts'
import { ConfirmRemoval } from '../../views/account/removal.tsx'
import { checkCode } from '../core/factors/codes/check-code.ts'
import { codeLife } from '../core/factors/codes/send-code.ts'
import { addAddress } from '../core/users/addresses/add-address.ts'
import { makePrimary } from '../core/users/addresses/make-primary.ts'
import { proveAddress } from '../core/users/addresses/prove-address.ts'
import { removeAddress } from '../core/users/addresses/remove-address.ts'
import { sendAddressCode } from '../core/users/addresses/send-address-code.ts'
import { primaryEmailOf } from '../core/users/profile/primary-email.ts'
import { AppError } from '../errors.ts'
import { codeField, emailField } from '../http/fields.ts'
import type { Member } from '../http/own-pages/enter.ts'
import { goTo, saved, show, wasSaved } from '../http/own-pages/show.ts'
import { validate } from '../http/validate.ts'

const newAddress = z.object({ email: emailField })
const one = z.object({ address: z.string().max(100) })
const typedCode = one.extend({ code: codeField })

/** The e-mail addresses of the account. */
export function showAddresses(member: Member, problem?: AppError): void {
  const { user } = member
  const primary = primaryEmailOf(user)
  const addresses = user.emails.map(({ id, address, verifiedAt }) => ({
    id,
    email: address,
    primary: id === primary?.id,
    verified: verifiedAt !== null,
  }))
  show(member, <Addresses addresses={addresses} problem={problem} saved={wasSaved(member)} />, problem)
}

/** Adds one; it has to be proven by a code. */
export async function add(member: Member): Promise<void> {
  const { services, ctx, user, visit } = member
  try {
    const { email } = validate(newAddress, ctx.request.body)
    const id = await addAddress(services, { user, email, subject: subjectOf(member), visit })
    goTo(member, aboutOne(accountPaths.addressVerify, 'address', id))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    showAddresses(member, error)
  }
}

/** Mails another code. */
export async function sendAgain(member: Member): Promise<void> {
  const { services, ctx, user, visit } = member
  const { id, address } = own(member, validate(one, ctx.request.body).address)
  await sendAddressCode(services, { user, emailId: id, email: address, subject: subjectOf(member), visit })
  goTo(member, aboutOne(accountPaths.addressVerify, 'address', id))
}

/** Asks for the code. */
export function showVerify(member: Member, problem?: AppError): void {
  const { ctx } = member
  const { id, address } = own(member, String(ctx.query['address'] ?? validate(one, ctx.request.body).address))
  const view = <AddressVerify address={{ id, email: address }} minutes={codeLife / 60} problem={problem} />
  show(member, view, problem)
}

/** Takes it: the address is proven. */
export async function verify(member: Member): Promise<void> {
  const { services, ctx, user } = member
  try {
    const { address, code } = validate(typedCode, ctx.request.body)
    const { id } = own(member, address)
    await checkCode(services, { purpose: 'address', subject: `${subjectOf(member)} ${id}`, code })
    await proveAddress(services, { userId: user.id, emailId: id })
    saved(member, accountPaths.addresses)
  } catch (error) {
    if (!(error instanceof AppError) || !/^code\.|^input\./.test(error.code)) throw error
    showVerify(member, error)
  }
}

/** Makes one the primary address. */
export async function choosePrimary(member: Member): Promise<void> {
  const { services, ctx, user, visit } = member
  await makePrimary(services, { user, emailId: own(member, validate(one, ctx.request.body).address).id, visit })
  saved(member, accountPaths.addresses)
}

/** Asks before an address goes. */
export function askRemove(member: Member): void {
  const { id, address } = own(member, String(member.ctx.query['address']))
  show(member, <ConfirmRemoval removal={{ kind: 'address', id, email: address }} />)
}

/** Takes one away. */
export async function remove(member: Member): Promise<void> {
  const { services, ctx, user, visit } = member
  await removeAddress(services, { user, emailId: own(member, validate(one, ctx.request.body).address).id, visit })
  saved(member, accountPaths.addresses)
}

function own({ user }: Member, id: string) {
  const email = user.emails.find((candidate) => candidate.id === id)
  if (!email) throw new AppError('page.unknown')
  return email
}

function subjectOf({ user }: Member): string {
  return `account:${user.id}`
}
