import { z } from 'zod'
import { Logins } from '../../views/account/logins.tsx'
import { accountPaths } from '../../views/account/paths.ts'
import { ConfirmRemoval } from '../../views/account/removal.tsx'
import { type Arrival, takeArrival } from '../core/federation/arrival.ts'
import { linkIdentity } from '../core/federation/identities/link-identity.ts'
import { listIdentities } from '../core/federation/identities/list-identities.ts'
import { unlinkIdentity } from '../core/federation/identities/unlink-identity.ts'
import type { Outcome } from '../core/federation/outcome.ts'
import { labelRefusal } from '../core/federation/settings/label-refusal.ts'
import { listProviders } from '../core/federation/settings/list-providers.ts'
import { providerLabel } from '../core/federation/settings/provider-label.ts'
import { AppError, isRefusal } from '../errors.ts'
import { sendToProvider } from '../http/federation/send-to-provider.ts'
import type { Member } from '../http/own-pages/enter.ts'
import { saved, show, wasSaved } from '../http/own-pages/show.ts'
import { validate } from '../http/validate.ts'

const choice = z.object({ provider: z.string().max(50) })
const came = z.object({ ticket: z.string().max(100).catch('') })
const one = z.object({ identity: z.string().max(100) })

/** The accounts elsewhere that open this one, and those that could. */
export async function showLogins(member: Member, problem?: AppError): Promise<void> {
  const { services, user } = member
  const identities = await listIdentities(services, user.id)
  const offered = await listProviders(services)
  const logins = await Promise.all(
    identities.map(async ({ id, provider, name, username, email, createdAt }) => ({
      id,
      provider: { id: provider, label: await providerLabel(services, provider) },
      name: email ?? username ?? name ?? undefined,
      linkedAt: createdAt,
    })),
  )
  const providers = offered.filter(({ id }) => !identities.some(({ provider }) => provider === id))
  const view = <Logins logins={logins} providers={providers} problem={problem} saved={wasSaved(member)} />
  // Whoever changed their mind at a provider is simply shown the page again.
  show(member, view, problem?.code === 'upstream.denied' ? undefined : problem)
}

/** Sends the browser to a provider whose login is to be linked. */
export async function link(member: Member): Promise<void> {
  const { services, ctx } = member
  const { provider } = validate(choice, ctx.request.body)
  const note = { returnTo: accountPaths.loginLinked, startAgain: accountPaths.logins, holder: holderOf(member) }
  await orTell(member, () => sendToProvider(services, ctx, { provider, door: 'account', note }))
}

/** Links what came back from a provider: for the very sign-in that asked for it, and for nobody else (security N14). */
export async function linked(member: Member): Promise<void> {
  const { services, ctx } = member
  const { ticket } = validate(came, ctx.query)
  await orTell(member, async () => {
    const arrival = await takeArrival(services, { holder: holderOf(member), ticket })
    const outcome = await admit(member, arrival)
    if (outcome.kind === 'refused') throw outcome.error
    if (outcome.kind !== 'linked') throw new Error(`not an answer to linking: ${outcome.kind}`)
    saved(member, accountPaths.logins)
  })
}

/** Asks before a login goes. */
export async function askUnlink(member: Member): Promise<void> {
  const { services, ctx, user } = member
  const identity = (await listIdentities(services, user.id)).find(({ id }) => id === ctx.query['identity'])
  if (!identity) throw new AppError('page.unknown')
  const provider = await providerLabel(services, identity.provider)
  show(member, <ConfirmRemoval removal={{ kind: 'login', id: identity.id, provider }} />)
}

/** Takes it away, unless it is the last way in. */
export async function unlink(member: Member): Promise<void> {
  const { services, ctx, user, visit } = member
  const { identity } = validate(one, ctx.request.body)
  await orTell(member, async () => {
    await unlinkIdentity(services, { userId: user.id, identityId: identity, visit })
    saved(member, accountPaths.logins)
  })
}

function admit({ services, user, visit }: Member, arrival: Arrival): Promise<Outcome> | Outcome {
  if (arrival.kind === 'refused') return arrival
  return linkIdentity(services, { userId: user.id, identity: arrival.identity, visit })
}

// What is refused is told on the page of the logins; outages have pages of their own.
async function orTell(member: Member, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isRefusal(error) || error.code.startsWith('server.')) throw error
    await showLogins(member, await labelRefusal(member.services, error))
  }
}

function holderOf({ session }: Member): string {
  return `account:${session.uidDigest}`
}
