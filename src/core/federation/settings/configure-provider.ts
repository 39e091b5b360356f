import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { Author } from '../../audit/author.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { isPublicUrl } from '../../clients/addresses/public-url.ts'
import { catalog } from '../catalog.ts'
import { type SaveProvider, saveProvider } from './save-provider.ts'

// Where a provider of an operator's own is called in URLs and rows.
const ownId = /^oidc_[a-z0-9][a-z0-9_-]{0,39}$/

const urls = {
  issuer: 'issuer',
  authorizationUrl: 'authorization_url',
  tokenUrl: 'token_url',
  profileUrl: 'profile_url',
  emailsUrl: 'emails_url',
  jwksUrl: 'jwks_url',
  requestTokenUrl: 'request_token_url',
} as const

/** Keeps what an operator decides about a provider, be it of the catalog or one of their own by its issuer. */
export async function configureProvider(
  services: Services,
  { by, ...input }: SaveProvider & { readonly by: Author },
): Promise<void> {
  const { id, settings } = input
  if (!ownId.test(id) && !catalog.some((entry) => entry.id === id)) {
    throw new AppError('input.invalid', { field: 'id', reason: 'is not a provider we know; name your own oidc_<name>' })
  }
  for (const [member, field] of Object.entries(urls) as [keyof typeof urls, string][]) {
    const url = settings[member]
    if (url === undefined || isPublicUrl(url, services.config)) continue
    throw new AppError('input.invalid', { field, reason: 'must be an https address of a public host' })
  }
  await services.store.transaction(async (tx) => {
    const inside = { ...services, store: tx }
    await saveProvider(inside, input)
    await recordEvent(inside, { type: 'provider.configured', ...by, target: id, detail: { enabled: input.enabled } })
  })
}
