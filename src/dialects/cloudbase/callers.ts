import type { RouterContext } from '@koa/router'
import { type Caller, findCaller } from '../../core/clients/find-caller.ts'
import { authenticateBearer, type Bearer } from '../../core/sessions/access-token.ts'
import { AppError, isRefusal } from '../../errors.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { bearerToken } from '../bearer-token.ts'
import type { House } from '../dialect.ts'
import { clientName, device } from './requests.ts'
import { cloudbaseSessions, environmentOf } from './session.ts'

/** Which app calls: the environment as a whole, or an application of the protocol door. */
export interface CallingApp {
  readonly clientId: string
  readonly application?: Caller | undefined
}

/** The app that a request names; one that names none belongs to the environment. */
export async function callingApp(services: Services, ctx: RouterContext, house: House): Promise<CallingApp> {
  const basic = basicCredentials(ctx)
  const { client_id } = validate(clientName, { ...Object(ctx.request.body), ...ctx.query })
  const clientId = basic?.clientId ?? client_id
  const environment = environmentOf(services, house)
  if (clientId === undefined || clientId === environment) return { clientId: environment }
  return { clientId, application: await findCaller(services, { clientId, secret: basic?.secret }) }
}

/** The device that an app says it runs on. */
export function deviceOf(ctx: RouterContext): string {
  return validate(device, { 'x-device-id': ctx.get('x-device-id') })['x-device-id']
}

/** Who sends a request; without a good access token, nobody. */
export async function bearerOf(services: Services, ctx: RouterContext, house: House): Promise<Bearer> {
  return authenticate(services, house, bearerToken(ctx))
}

/** Who an access token stands for. */
export async function authenticate(services: Services, house: House, token: string): Promise<Bearer> {
  try {
    return await authenticateBearer(services, cloudbaseSessions(services, house), token)
  } catch (error) {
    if (isRefusal(error, 'token.invalid') || isRefusal(error, 'token.expired')) throw new AppError('session.required')
    throw error
  }
}

// Kits send their client id here, mostly with an empty secret (RFC 7617).
function basicCredentials(ctx: RouterContext): { readonly clientId: string; readonly secret: string } | undefined {
  const encoded = /^Basic +([\w+/]+=*)$/i.exec(ctx.get('authorization'))?.[1]
  if (encoded === undefined) return undefined
  const [clientId = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { clientId, secret: secret.join(':') }
}
