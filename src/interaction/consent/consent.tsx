import type { RouterContext } from '@koa/router'
import { z } from 'zod'
import { Consent } from '../../../views/interaction/consent.tsx'
import { brandFor } from '../../core/branding/brand-of-client.ts'
import { primaryName } from '../../core/users/profile/primary-name.ts'
import { page } from '../../http/page.tsx'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { askedLocales } from '../asked-locales.ts'
import type { PendingRequest, Requests } from '../requests.ts'
import { consentItems } from './consent-items.ts'
import { redirectTarget } from './redirect-target.ts'

const decision = z.object({ consented: z.string().optional() })

/** Asks whether the application may have what it asks for. */
export async function showConsent(services: Services, ctx: RouterContext, request: PendingRequest): Promise<void> {
  const { uid, client, params, accountId } = request
  const user = accountId === undefined ? undefined : await services.store.users.find(accountId)
  // A device is answered by itself, not by an address.
  const uri = params['redirect_uri']
  const view = (
    <Consent
      action={`/interaction/${uid}/consent`}
      client={{ ...client, host: URL.parse(client.clientId)?.host }}
      redirect={typeof uri === 'string' ? redirectTarget(uri) : undefined}
      switchUrl={`/interaction/${uid}?other=1`}
      user={user ? primaryName(user) : ''}
      {...(await consentItems(services, request))}
    />
  )
  const locales = [...askedLocales(request), ...(user?.locale ? [user.locale] : [])]
  const { clientId } = client
  page(ctx, services, view, { locales, clientId, brand: await brandFor(services, clientId) })
}

/** Takes the decision: `consented=true` allows, anything else denies (spec/clerk.md A.1.10). */
export async function answerConsent(_services: Services, requests: Requests, ctx: RouterContext): Promise<void> {
  const { uid } = await requests.get(ctx, String(ctx.params['uid']))
  const { consented } = validate(decision, ctx.request.body)
  ctx.status = 303
  ctx.redirect(await (consented === 'true' ? requests.allow(ctx, uid) : requests.deny(ctx, uid)))
}
