import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { findRedirect } from './find-redirect.ts'

/** Where to send a browser back to: the address asked for if it is allowed, `CLIENT_URL` when none is named. */
export function getRedirect(services: Pick<Services, 'config'>, address?: string): URL {
  const url = address === undefined ? new URL(services.config.clientUrl) : findRedirect(services, address)
  if (!url) throw new AppError('return-to.refused')
  return url
}
