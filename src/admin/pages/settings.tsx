import { z } from 'zod'
import { adminPaths } from '../../../views/admin/paths.ts'
import { Settings } from '../../../views/admin/settings.tsx'
import { brandShape } from '../../core/branding/create-branding.ts'
import { oauthSettings, saveOAuthSettings } from '../../core/clients/oauth-settings.ts'
import { instanceSettings, saveInstanceSettings } from '../../core/instance/instance-settings.ts'
import { AppError } from '../../errors.ts'
import { boxField } from '../../http/fields.ts'
import { saved, show, typed, wasSaved } from '../../http/own-pages/show.ts'
import { validate } from '../../http/validate.ts'
import type { Operator } from '../access.ts'

const demands = z.object({ secondFactorRequired: boxField })
const boxes = z.object({ registration: boxField, documents: boxField, jwt: boxField })
const texts = ['name', 'logoUrl', 'accent'] as const

/** The settings; after a refusal with what was typed. */
export async function showSettings(operator: Operator, problem?: AppError): Promise<void> {
  const { services, ctx } = operator
  const { brand, secondFactorRequired } = await instanceSettings(services)
  const { dynamicRegistration, metadataDocuments, jwtAccessTokens } = await oauthSettings(services)
  const { name = '', logoUrl = '', accent = '' } = brand
  const props = {
    ...(problem ? typed(ctx, texts) : { name, logoUrl, accent }),
    secondFactorRequired,
    applications: { registration: dynamicRegistration, documents: metadataDocuments, jwt: jwtAccessTokens },
  }
  show(operator, <Settings {...props} problem={problem} saved={wasSaved(operator)} />, problem)
}

/** Keeps the looks of this service, and what it demands of people. */
export async function saveSettings(operator: Operator): Promise<void> {
  const { services, ctx, by } = operator
  try {
    const filled = Object.entries(typed(ctx, texts)).filter(([, value]) => value.trim() !== '')
    const brand = validate(brandShape, Object.fromEntries(filled))
    const secondFactorRequired = validate(demands, ctx.request.body).secondFactorRequired !== undefined
    await saveInstanceSettings(services, { change: { brand, secondFactorRequired }, by })
    saved(operator, adminPaths.settings)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await showSettings(operator, error)
  }
}

/** Keeps what holds for all applications. */
export async function saveApplicationSettings(operator: Operator): Promise<void> {
  const { services, ctx, by, refreshEngine } = operator
  const { registration, documents, jwt } = validate(boxes, ctx.request.body)
  const change = {
    dynamicRegistration: registration !== undefined,
    metadataDocuments: documents !== undefined,
    jwtAccessTokens: jwt !== undefined,
  }
  await saveOAuthSettings(services, { change, by })
  await refreshEngine()
  saved(operator, adminPaths.settings)
}
