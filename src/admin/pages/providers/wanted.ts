import type { Extra, ExtraSecret } from '../../../../views/admin/providers/extras.ts'
import { AppError } from '../../../errors.ts'

/** Our word for each setting and secret that has a field. */
export const ours = {
  issuer: 'issuer',
  tenant: 'tenant',
  team_id: 'teamId',
  key_id: 'keyId',
  connection: 'connection',
  organization: 'organization',
  consumer_key: 'consumerKey',
  client_secret: 'clientSecret',
  private_key: 'privateKey',
  consumer_secret: 'consumerSecret',
} as const satisfies Record<Extra | ExtraSecret | 'client_secret', string>

interface Wanted {
  readonly extras?: readonly Extra[]
  readonly secrets?: readonly ExtraSecret[]
}

const byProvider: Readonly<Record<string, Wanted>> = {
  apple: { extras: ['team_id', 'key_id'], secrets: ['private_key'] },
  azuread: { extras: ['tenant'] },
  entraid: { extras: ['tenant'] },
  workos: { extras: ['connection', 'organization'] },
  twitter: { extras: ['consumer_key'], secrets: ['consumer_secret'] },
}

/** What a provider wants to be told beside an id and a secret; one of an operator's own is known by its issuer. */
export function wantedBy(id: string): Required<Wanted> {
  const { extras = [], secrets = [] } = id.startsWith('oidc_')
    ? { extras: ['issuer'] as const }
    : (byProvider[id] ?? {})
  return { extras, secrets }
}

/** A refusal of core in the words of the fields: what is missing is named by our word for it. */
export function atItsField(error: AppError): AppError {
  const missing = Object.entries(ours).find(([, name]) => error.detail[name] === 'is required')?.[0]
  if (missing !== undefined) return new AppError(error.code, { fields: { [missing]: 'required' } }, { cause: error })
  if (error.detail['field'] !== 'issuer') return error
  return new AppError(error.code, { fields: { issuer: 'https' } }, { cause: error })
}
