import type { Person } from './person.ts'

/** What makes a provider itself; what is not said here is a plain OAuth 2 server with JSON. */
export interface Simulation {
  readonly clientAuthentication: 'basic' | 'post'
  /** Refuses authorization requests without a challenge, or never heard of them. */
  readonly pkce: 'required' | 'supported' | 'unknown'
  readonly idToken?: true
  /** The ID token names the person's tenant in its issuer. */
  readonly tenant?: string
  /** Names itself in the answer (RFC 9207). */
  readonly namesIssuer?: true
  readonly scopeSeparator?: string
  readonly formPost?: true
  /** Members of the token answer beside the token, or the whole answer in another form. */
  token?(granted: Readonly<Record<string, unknown>>, person: Person): Readonly<Record<string, unknown>>
  /** How it says that a code is no good. */
  readonly refusal: { readonly status: number; readonly json: unknown }
  profile(person: Person): unknown
  emails?(person: Person): unknown
  /** Headers without which its API refuses. */
  readonly apiHeaders?: Readonly<Record<string, 'client-id' | 'present'>>
}

const rfc = { status: 400, json: { error: 'invalid_grant', error_description: 'The code is not valid' } }
const plain = { clientAuthentication: 'post', pkce: 'supported', refusal: rfc } as const
const full = ({ firstName, lastName }: Person) => `${firstName} ${lastName}`
const openid = (person: Person) => ({
  sub: person.id,
  email: person.email,
  email_verified: person.verified,
  name: full(person),
  given_name: person.firstName,
  family_name: person.lastName,
  picture: person.picture,
})

export const tenantId = '9188040d-6c67-4c5b-b112-36a304b66dad'

export const simulations = {
  apple: {
    ...plain,
    idToken: true,
    formPost: true,
    // Apple's own oddity: the flag is a string.
    profile: ({ id, email, verified }) => ({
      sub: id,
      email,
      email_verified: String(verified),
      is_private_email: 'false',
    }),
  },
  azuread: {
    ...plain,
    pkce: 'unknown',
    idToken: true,
    tenant: tenantId,
    profile: (person) => ({ sub: `pairwise-${person.id}`, oid: person.id, email: person.email, name: full(person) }),
  },
  bitbucket: {
    ...plain,
    clientAuthentication: 'basic',
    pkce: 'unknown',
    token: ({ scope, ...granted }) => ({ ...granted, scopes: scope, token_type: 'bearer' }),
    profile: (person) => ({
      uuid: `{${person.id}}`,
      username: person.username,
      display_name: full(person),
      links: { avatar: { href: person.picture } },
    }),
    emails: ({ email, verified }) => ({
      values: [
        { email: 'old@mail.test', is_primary: false, is_confirmed: false },
        ...(email === undefined ? [] : [{ email, is_primary: true, is_confirmed: verified }]),
      ],
    }),
  },
  discord: {
    ...plain,
    profile: ({ id, username, firstName, email, verified }) => ({
      id,
      username,
      discriminator: '0',
      global_name: firstName,
      email,
      verified,
      avatar: null,
      locale: 'en-GB',
    }),
  },
  entraid: {
    ...plain,
    idToken: true,
    tenant: tenantId,
    profile: (person) => ({
      sub: person.id,
      email: person.email,
      givenname: person.firstName,
      familyname: person.lastName,
      ...(person.verified ? { xms_edov: true } : {}),
    }),
  },
  facebook: {
    ...plain,
    pkce: 'unknown',
    refusal: {
      status: 400,
      json: {
        error: { message: 'Invalid verification code format.', type: 'OAuthException', code: 100, fbtrace_id: 'A1' },
      },
    },
    profile: (person) => ({
      id: person.id,
      name: full(person),
      email: person.email,
      picture: { data: { height: 50, width: 50, is_silhouette: false, url: person.picture } },
    }),
  },
  github: {
    ...plain,
    namesIssuer: true,
    // Errors come with status 200, and a form unless JSON is asked for.
    refusal: {
      status: 200,
      json: { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' },
    },
    token: (granted) => ({ ...granted, scope: 'user:email', token_type: 'bearer', expires_in: undefined }),
    apiHeaders: { 'user-agent': 'present' },
    profile: (person) => ({
      id: Number(person.id),
      login: person.username,
      name: null,
      email: 'shown-on-profile@mail.test',
      avatar_url: person.picture,
    }),
    emails: ({ email, verified }) => [
      { email: 'second@mail.test', primary: false, verified: false, visibility: null },
      ...(email === undefined ? [] : [{ email, primary: true, verified, visibility: 'public' }]),
    ],
  },
  gitlab: {
    ...plain,
    profile: (person) => ({
      id: Number(person.id),
      username: person.username,
      name: full(person),
      email: person.email,
      confirmed_at: person.verified ? '2020-01-01T00:00:00.000Z' : null,
      avatar_url: person.picture,
    }),
  },
  google: { ...plain, idToken: true, namesIssuer: true, profile: openid },
  linkedin: {
    ...plain,
    pkce: 'unknown',
    // No token type, and an ID token without a nonce that nobody should need.
    token: ({ token_type: _type, ...granted }) => ({ ...granted, id_token: 'not.for.us' }),
    profile: (person) => ({ ...openid(person), locale: { country: 'US', language: 'en' } }),
  },
  openid: { ...plain, idToken: true, namesIssuer: true, profile: openid },
  spotify: {
    ...plain,
    clientAuthentication: 'basic',
    profile: (person) => ({
      id: person.id,
      display_name: full(person),
      email: person.email,
      images: [{ url: person.picture, height: null, width: null }],
    }),
  },
  strava: {
    ...plain,
    pkce: 'unknown',
    scopeSeparator: ',',
    token: (granted, { id }) => ({ ...granted, expires_at: 1_900_000_000, athlete: { id: Number(id) } }),
    profile: (person) => ({
      id: Number(person.id),
      username: null,
      firstname: person.firstName,
      lastname: person.lastName,
      profile_medium: person.picture,
    }),
  },
  twitch: {
    ...plain,
    pkce: 'unknown',
    refusal: { status: 400, json: { status: 400, message: 'Invalid authorization code' } },
    token: (granted) => ({ ...granted, scope: ['user:read:email'] }),
    apiHeaders: { 'client-id': 'client-id' },
    profile: (person) => ({
      data: [
        {
          id: person.id,
          login: person.username,
          display_name: person.username,
          email: person.email,
          profile_image_url: person.picture,
        },
      ],
    }),
  },
  twitter: {
    ...plain,
    clientAuthentication: 'basic',
    pkce: 'required',
    profile: (person) => ({
      data: {
        id: person.id,
        name: full(person),
        username: person.username,
        profile_image_url: person.picture,
        confirmed_email: person.email,
      },
    }),
  },
  // The same accounts by OAuth 1.0a.
  twitter1: {
    ...plain,
    pkce: 'unknown',
    profile: (person) => ({
      id: Number(person.id),
      id_str: person.id,
      name: full(person),
      screen_name: person.username,
      email: person.email,
      profile_image_url_https: person.picture,
    }),
  },
  wechat: {
    ...plain,
    pkce: 'unknown',
    refusal: { status: 200, json: { errcode: 40029, errmsg: 'invalid code' } },
    profile: (person) => ({
      openid: `o-${person.id}`,
      unionid: person.id,
      nickname: full(person),
      headimgurl: person.picture,
      privilege: [],
    }),
  },
  windowslive: {
    ...plain,
    pkce: 'unknown',
    profile: (person) => ({
      id: person.id,
      name: full(person),
      first_name: person.firstName,
      last_name: person.lastName,
      emails: { preferred: person.email ?? null, account: null, personal: null, business: null },
    }),
  },
  workos: {
    ...plain,
    token: (granted, person) => ({ ...granted, token_type: undefined, profile: { id: `prof_${person.id}` } }),
    profile: (person) => ({
      object: 'profile',
      id: `prof_${person.id}`,
      connection_type: 'GoogleOAuth',
      email: person.email,
      first_name: person.firstName,
      last_name: person.lastName,
      raw_attributes: { picture: person.picture },
    }),
  },
} as const satisfies Record<string, Simulation>

export type SimulationId = keyof typeof simulations
