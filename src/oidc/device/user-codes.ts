import type Koa from 'koa'
import Provider, { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { giveBack } from '../../core/limits/give-back.ts'
import { type Budget, spend } from '../../core/limits/spend.ts'
import { isRefusal } from '../../errors.ts'
import { minutes } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { routes } from '../routes.ts'

type FindByUserCode = Provider['DeviceCode']['findByUserCode']

/** Makes guessing user codes hopeless (RFC 8628 5.1): wrong ones count per browser, per network and in total. */
export function limitUserCodes(provider: Provider, services: Services): void {
  const model = provider.DeviceCode as { findByUserCode: FindByUserCode }
  const find = model.findByUserCode.bind(model)
  model.findByUserCode = async (userCode, options) => {
    const budgets = Provider.ctx === undefined ? [] : budgetsOf(Provider.ctx)
    for (const budget of budgets) await spendOrRefuse(services, budget)
    const found = await find(userCode, options)
    if (found) for (const budget of budgets) await giveBack(services, budget)
    return found
  }
}

/** What a person typed as the engine compares it: letters in capitals, no hyphens. */
export function normalUserCode(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
}

/**
 * A code that came with the address (`verification_uri_complete`) is looked up by our own page, since the engine's would
 * send itself a form.
 */
export function userCodeInAddress(): Koa.Middleware {
  return async function userCodeInAddress(ctx, next) {
    if (ctx.path === routes.code_verification && ctx.method === 'GET') {
      const [userCode] = [ctx.query['user_code'] ?? ''].flat()
      ctx.state['userCode'] = userCode?.slice(0, 40)
      ctx.querystring = ''
    }
    await next()
  }
}

function budgetsOf({ oidc, state }: KoaContextWithOIDC): readonly Budget[] {
  const window = minutes(10)
  return [
    { bucket: 'device.browser', key: oidc.session?.uid ?? '', limit: 5, window },
    { bucket: 'device.network', key: state['network'], limit: 5, window },
    { bucket: 'device.all', key: '', limit: 60, window: minutes(1) },
  ]
}

async function spendOrRefuse(services: Services, budget: Budget): Promise<void> {
  try {
    await spend(services, budget)
  } catch (cause) {
    if (!isRefusal(cause, 'rate.limited')) throw cause
    throw new errors.OIDCProviderError(429, 'rate_limited', { cause })
  }
}
