import type { RouterContext } from '@koa/router'
import { authenticateBearer, type Bearer } from '../../core/sessions/access-token.ts'
import { AppError, isRefusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { bearerToken } from '../bearer-token.ts'
import { nhostSessions } from './session.ts'

/** Who sends this request; a token that is missing or no good is 401, whatever is wrong with it. */
export async function bearerOf(services: Services, ctx: RouterContext): Promise<Bearer> {
  return authenticate(services, bearerToken(ctx))
}

/** The same for a token that came in a body. */
export async function authenticate(services: Services, token: string): Promise<Bearer> {
  try {
    return await authenticateBearer(services, nhostSessions, token)
  } catch (error) {
    if (isRefusal(error, 'token.invalid') || isRefusal(error, 'token.expired')) throw new AppError('session.required')
    throw error
  }
}
