import { z } from 'zod'
import { type OAuthSettings, oauthSettings, saveOAuthSettings } from '../../../core/clients/oauth-settings.ts'
import { knownScopes } from '../../../core/clients/scopes/allowed-scopes.ts'
import { endpoint } from '../edge/endpoint.ts'

const path = '/v1/instance/oauth_application_settings'

const get = endpoint({
  method: 'get',
  path,
  summary: 'Settings of all applications',
  run: async ({ services }) => settingsJson(await oauthSettings(services)),
})

const update = endpoint({
  method: 'patch',
  path,
  summary: 'Change the settings of all applications',
  body: z
    .strictObject({
      dynamic_oauth_client_registration: z.boolean(),
      default_scopes: z.array(z.enum(knownScopes as [string, ...string[]])).nullable(),
      oauth_jwt_access_tokens: z.boolean(),
      client_id_metadata_documents_advertised: z.boolean(),
      client_id_metadata_documents_only_allow_pre_registered_clients: z.boolean(),
      client_id_metadata_documents_block_implicitly_allowed_clients: z.boolean(),
    })
    .partial(),
  async run({ services, body, by, refreshEngine }) {
    const change = {
      dynamicRegistration: body.dynamic_oauth_client_registration,
      defaultScopes: body.default_scopes,
      jwtAccessTokens: body.oauth_jwt_access_tokens,
      metadataDocuments: body.client_id_metadata_documents_advertised,
      onlyKnownMetadataDocuments: body.client_id_metadata_documents_only_allow_pre_registered_clients,
      blockAdmittedMetadataDocuments: body.client_id_metadata_documents_block_implicitly_allowed_clients,
    }
    const settings = await saveOAuthSettings(services, { change, by })
    await refreshEngine()
    return settingsJson(settings)
  },
})

function settingsJson(settings: OAuthSettings) {
  return {
    object: 'oauth_application_settings',
    dynamic_oauth_client_registration: settings.dynamicRegistration,
    default_scopes: settings.defaultScopes,
    oauth_jwt_access_tokens: settings.jwtAccessTokens,
    client_id_metadata_documents_advertised: settings.metadataDocuments,
    client_id_metadata_documents_only_allow_pre_registered_clients: settings.onlyKnownMetadataDocuments,
    client_id_metadata_documents_block_implicitly_allowed_clients: settings.blockAdmittedMetadataDocuments,
  }
}

/** The settings that hold for all applications. */
export const applicationSettings = [get, update]
