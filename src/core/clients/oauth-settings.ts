import { z } from 'zod'
import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'

/** What an administrator decides about applications while the product runs. */
export interface OAuthSettings {
  /** Applications may register themselves (RFC 7591). */
  readonly dynamicRegistration: boolean
  /** What an application that registered itself asks for when it names no scope; null: `profile email`. */
  readonly defaultScopes: readonly string[] | null
  readonly jwtAccessTokens: boolean
  /** Applications may be addresses of their own metadata documents, and discovery says so. */
  readonly metadataDocuments: boolean
  /** Of those, only ones an administrator has added. */
  readonly onlyKnownMetadataDocuments: boolean
  /** Refuses also those that came in before that was decided. */
  readonly blockAdmittedMetadataDocuments: boolean
}

const setting = 'oauth.applications'

const stored = z
  .object({
    dynamicRegistration: z.boolean(),
    defaultScopes: z.array(z.string()).nullable(),
    jwtAccessTokens: z.boolean(),
    metadataDocuments: z.boolean(),
    onlyKnownMetadataDocuments: z.boolean(),
    blockAdmittedMetadataDocuments: z.boolean(),
  })
  .partial()

/** The settings that hold: what an administrator said, else the environment. */
export async function oauthSettings({ store, config }: Pick<Services, 'store' | 'config'>): Promise<OAuthSettings> {
  const said = stored.catch({}).parse((await store.settings.find(setting)) ?? {})
  return {
    dynamicRegistration: said.dynamicRegistration ?? config.dynamicRegistration,
    defaultScopes: said.defaultScopes ?? null,
    jwtAccessTokens: said.jwtAccessTokens ?? config.accessTokenFormat === 'jwt',
    metadataDocuments: said.metadataDocuments ?? config.clientIdMetadataDocuments,
    onlyKnownMetadataDocuments: said.onlyKnownMetadataDocuments ?? false,
    blockAdmittedMetadataDocuments: said.blockAdmittedMetadataDocuments ?? false,
  }
}

/** Keeps what an administrator says; what is left out stays as it is. */
export async function saveOAuthSettings(
  services: Services,
  { change, by }: { change: { readonly [Key in keyof OAuthSettings]?: OAuthSettings[Key] | undefined }; by: Author },
): Promise<OAuthSettings> {
  const { store, clock } = services
  const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return store.transaction(async (tx) => {
    const before = stored.catch({}).parse((await tx.settings.find(setting)) ?? {})
    await tx.settings.save(setting, { ...before, ...said } as Record<string, boolean | string[]>, clock.now())
    await recordEvent(
      { store: tx, clock },
      { type: 'oauth_settings.updated', ...by, detail: { members: Object.keys(said) } },
    )
    return oauthSettings({ ...services, store: tx })
  })
}
