import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { providerLabel } from './provider-label.ts'

/** A refusal for people to read: the provider in it is called by its name. */
export async function labelRefusal(services: Pick<Services, 'store'>, error: AppError): Promise<AppError> {
  const { code, detail, cause } = error
  if (typeof detail['provider'] !== 'string') return error
  return new AppError(code, { ...detail, provider: await providerLabel(services, detail['provider']) }, { cause })
}
