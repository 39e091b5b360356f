import { z } from 'zod'
import { Application, type ApplicationSettings } from '../../../../views/admin/applications/application.tsx'
import { addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { updateClient } from '../../../core/clients/update-client.ts'
import { AppError } from '../../../errors.ts'
import { boxField } from '../../../http/fields.ts'
import { saved, show, typed, wasSaved } from '../../../http/own-pages/show.ts'
import { validate } from '../../../http/validate.ts'
import type { Client } from '../../../store/clients.ts'
import type { Operator } from '../../access.ts'
import { addressField, linesField, longest, nameOfApplication, scopesField } from './fields.ts'
import { getApplication } from './get-application.ts'
import { summaryOf } from './summary.ts'

const settings = z.object({
  name: nameOfApplication,
  client_uri: addressField,
  redirect_uris: linesField,
  post_logout_redirect_uris: linesField,
  scopes: scopesField,
  consent_screen_enabled: boxField,
  second_factor_required: boxField,
})

/** One application; after a refusal with what was typed. */
export async function showApplication(operator: Operator, problem?: AppError): Promise<void> {
  const { services, ctx } = operator
  const client = await getApplication(operator)
  const application = {
    ...summaryOf(client),
    createdAt: client.createdAt,
    issuer: services.issuer.origin,
    hasSecret: client.tokenEndpointAuthMethod.startsWith('client_secret'),
    settings: problem && 'scopes' in (ctx.request.body as object) ? typedSettings(operator) : settingsOf(client),
  }
  show(operator, <Application application={application} problem={problem} saved={wasSaved(operator)} />, problem)
}

/** Keeps the settings. */
export async function saveApplication(operator: Operator): Promise<void> {
  const { services, ctx, by, refreshEngine } = operator
  const { id, consentScreen, secondFactorRequired, grantTypes } = await getApplication(operator)
  try {
    const input = validate(settings, ctx.request.body)
    // Without people there are no boxes about them: what is not on the form stays.
    const forPeople = grantTypes.includes('authorization_code')
    const change = {
      name: input.name,
      uri: input.client_uri,
      redirectUris: input.redirect_uris,
      postLogoutRedirectUris: input.post_logout_redirect_uris,
      scopes: input.scopes,
      consentScreen: forPeople ? input.consent_screen_enabled !== undefined : consentScreen,
      secondFactorRequired: forPeople ? input.second_factor_required !== undefined : secondFactorRequired,
    }
    await updateClient(services, { id, change, by })
    await refreshEngine()
    saved(operator, addressOf(adminPaths.applications, id))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await showApplication(operator, error)
  }
}

function settingsOf(client: Client): ApplicationSettings {
  return {
    name: client.name,
    client_uri: client.uri ?? '',
    redirect_uris: client.redirectUris.join('\n'),
    post_logout_redirect_uris: client.postLogoutRedirectUris.join('\n'),
    scopes: client.scopes,
    consent_screen_enabled: client.consentScreen,
    second_factor_required: client.secondFactorRequired,
  }
}

function typedSettings({ ctx }: Operator): ApplicationSettings {
  const texts = typed(ctx, Object.keys(settings.shape) as (keyof typeof settings.shape)[], longest)
  return {
    ...texts,
    redirect_uris: linesField.parse(texts.redirect_uris).join('\n'),
    post_logout_redirect_uris: linesField.parse(texts.post_logout_redirect_uris).join('\n'),
    consent_screen_enabled: texts.consent_screen_enabled !== '',
    second_factor_required: texts.second_factor_required !== '',
  }
}
