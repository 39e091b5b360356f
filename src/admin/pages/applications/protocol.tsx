import { z } from 'zod'
import { ApplicationProtocol, type ProtocolSettings } from '../../../../views/admin/applications/protocol.tsx'
import { addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { authMethods } from '../../../core/clients/client-details.ts'
import type { ClientChange } from '../../../core/clients/rules/settle-client.ts'
import { updateClient } from '../../../core/clients/update-client.ts'
import { AppError } from '../../../errors.ts'
import { boxField } from '../../../http/fields.ts'
import { saved, show, typed } from '../../../http/own-pages/show.ts'
import { validate } from '../../../http/validate.ts'
import type { Client } from '../../../store/clients.ts'
import type { Operator } from '../../access.ts'
import { addressField } from './fields.ts'
import { getApplication } from './get-application.ts'

const texts = {
  token_endpoint_auth_method: z.enum(authMethods),
  jwks_uri: addressField,
  id_token_signed_response_alg: z.enum(['RS256', 'ES256']),
  backchannel_logout_uri: addressField,
}
const boxes = {
  pkce_required: boxField,
  par_required: boxField,
  dpop_required: boxField,
  fapi: boxField,
  pairwise: boxField,
  device: boxField,
  exchange: boxField,
  machine: boxField,
}
const protocol = z.object({ ...texts, ...boxes })

const grants = {
  device: 'urn:ietf:params:oauth:grant-type:device_code',
  exchange: 'urn:ietf:params:oauth:grant-type:token-exchange',
  machine: 'client_credentials',
} as const

/** How an application speaks to us. */
export async function showProtocol(operator: Operator): Promise<void> {
  const client = await getApplication(operator)
  show(operator, <ApplicationProtocol id={client.id} name={client.name} settings={settingsOf(client)} />)
}

/** Keeps it. */
export async function saveProtocol(operator: Operator): Promise<void> {
  const { services, ctx, by, refreshEngine } = operator
  const client = await getApplication(operator)
  try {
    const change = changeOf(client, validate(protocol, ctx.request.body))
    await updateClient(services, { id: client.id, change, by })
    await refreshEngine()
    saved(operator, addressOf(adminPaths.applications, client.id))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const problem = atItsField(error)
    const view = (
      <ApplicationProtocol id={client.id} name={client.name} settings={typedSettings(operator)} problem={problem} />
    )
    show(operator, view, problem)
  }
}

function changeOf({ grantTypes }: Client, input: z.output<typeof protocol>): ClientChange {
  const others = grantTypes.filter((grant) => !Object.values<string>(grants).includes(grant))
  const wanted = (Object.keys(grants) as (keyof typeof grants)[]).filter((name) => input[name] !== undefined)
  return {
    tokenEndpointAuthMethod: input.token_endpoint_auth_method,
    public: input.token_endpoint_auth_method === 'none',
    jwksUri: input.jwks_uri,
    idTokenSignedResponseAlg: input.id_token_signed_response_alg,
    backchannelLogoutUri: input.backchannel_logout_uri,
    pkceRequired: input.pkce_required !== undefined,
    parRequired: input.par_required !== undefined,
    dpopRequired: input.dpop_required !== undefined,
    fapi: input.fapi !== undefined,
    subjectType: input.pairwise === undefined ? 'public' : 'pairwise',
    grantTypes: [...others, ...wanted.map((name) => grants[name])],
  }
}

function settingsOf(client: Client): ProtocolSettings {
  const has = (name: keyof typeof grants) => client.grantTypes.includes(grants[name])
  return {
    token_endpoint_auth_method: client.tokenEndpointAuthMethod,
    jwks_uri: client.jwksUri ?? '',
    id_token_signed_response_alg: client.idTokenSignedResponseAlg,
    backchannel_logout_uri: client.backchannelLogoutUri ?? '',
    pkce_required: client.pkceRequired,
    par_required: client.parRequired,
    dpop_required: client.dpopRequired,
    fapi: client.fapi,
    pairwise: client.subjectType === 'pairwise',
    device: has('device'),
    exchange: has('exchange'),
    machine: has('machine'),
  }
}

function typedSettings({ ctx }: Operator): ProtocolSettings {
  const ticked = typed(ctx, Object.keys(boxes) as (keyof typeof boxes)[])
  const marks = Object.entries(ticked).map(([name, value]) => [name, value !== ''])
  // The keys are those of the boxes.
  const all = Object.fromEntries(marks) as Record<keyof typeof boxes, boolean>
  return { ...typed(ctx, Object.keys(texts) as (keyof typeof texts)[], 2048), ...all }
}

// Keys are given by their address here, and what an application may do hangs on how it proves itself.
function atItsField(error: AppError): AppError {
  const fields: Readonly<Record<string, string>> = { jwks: 'jwks_uri', grant_types: 'token_endpoint_auth_method' }
  const field = fields[String(error.detail['field'])]
  return field === undefined ? error : new AppError(error.code, { ...error.detail, field }, { cause: error })
}
