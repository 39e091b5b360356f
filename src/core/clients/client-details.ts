import type { Client } from '../../store/clients.ts'
import { type BrandChoice, brandShape } from '../branding/create-branding.ts'

export const authMethods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] as const
export const grantTypes = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
] as const

/** A scope of one application's own, in the words of Clerk's API; it is JSON in a column, hence no interface. */
export type CustomScope = {
  readonly scope: string
  readonly description: string | null
  readonly requires_consent: boolean
}

export type PublicKeySet = { readonly keys: readonly Readonly<Record<string, string | readonly string[]>>[] }

type Plain =
  | 'name'
  | 'uri'
  | 'imageUrl'
  | 'public'
  | 'scopes'
  | 'applicationType'
  | 'tokenEndpointAuthMethod'
  | 'jwksUri'
  | 'idTokenSignedResponseAlg'
  | 'subjectType'
  | 'sectorIdentifierUri'
  | 'backchannelLogoutUri'
  | 'backchannelLogoutSession'
  | 'dynamicallyRegistered'
  | 'consentScreen'
  | 'pkceRequired'
  | 'firstParty'
  | 'claimsInIdToken'
  | 'parRequired'
  | 'dpopRequired'
  | 'fapi'
  | 'secondFactorRequired'
  | 'disabledAt'

/** What an application is, apart from its identifiers and its secret. */
export interface ClientDetails extends Readonly<Pick<Client, Plain>> {
  readonly customScopes: readonly CustomScope[]
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly grantTypes: readonly string[]
  readonly jwks: PublicKeySet | null
  readonly exchangeAudiences: readonly string[]
  /** Its own name, logo and colour on the way in; what is missing is the instance's. */
  readonly brand: BrandChoice
}

/** An application of which nothing was said but its name: what openid-client, Auth.js and oauth2-proxy expect. */
export const blankClient: Omit<ClientDetails, 'name'> = {
  uri: null,
  imageUrl: null,
  public: false,
  scopes: 'profile email',
  customScopes: [],
  redirectUris: [],
  postLogoutRedirectUris: [],
  grantTypes: ['authorization_code', 'refresh_token'],
  applicationType: 'web',
  tokenEndpointAuthMethod: 'client_secret_basic',
  jwks: null,
  jwksUri: null,
  idTokenSignedResponseAlg: 'RS256',
  subjectType: 'public',
  sectorIdentifierUri: null,
  backchannelLogoutUri: null,
  backchannelLogoutSession: false,
  dynamicallyRegistered: false,
  consentScreen: true,
  pkceRequired: false,
  firstParty: false,
  claimsInIdToken: true,
  parRequired: false,
  dpopRequired: false,
  fapi: false,
  secondFactorRequired: false,
  exchangeAudiences: [],
  brand: {},
  disabledAt: null,
}

/** The details of a stored application. */
export function detailsOf(client: Client): ClientDetails {
  const { customScopes, jwks, brand, ...rest } = client
  // These columns hold what `checkClient` let through.
  return {
    ...rest,
    customScopes: customScopes as unknown as CustomScope[],
    jwks: jwks as unknown as PublicKeySet | null,
    brand: brandShape.catch({}).parse(brand),
  }
}
