import { describe, expect, test } from 'vitest'
import { describeProvider } from '../../../src/core/federation/catalog.ts'
import type { Identified, ProviderSettings } from '../../../src/core/federation/provider.ts'

/** Answers as the providers' references print them, shortened, and what they must mean. */
const samples: readonly [sentence: string, id: string, profile: unknown, expected: Partial<Identified>][] = [
  [
    'Apple says true as a word',
    'apple',
    { sub: '001.a', email: 'x@privaterelay.appleid.com', email_verified: 'true', is_private_email: 'true' },
    { subject: '001.a', email: 'x@privaterelay.appleid.com', emailVerified: true },
  ],
  [
    'Apple brings the name beside the token, and no address with it',
    'apple',
    {
      sub: '001.a',
      email: 'a@x.test',
      email_verified: true,
      user: { name: { firstName: 'Ada', lastName: 'L' }, email: 'alice@x.test' },
    },
    { email: 'a@x.test', emailVerified: true, name: 'Ada L', firstName: 'Ada', lastName: 'L' },
  ],
  [
    'Apple says false as a word',
    'apple',
    { sub: '1', email: 'a@x.test', email_verified: 'false' },
    { emailVerified: false },
  ],
  [
    'Azure AD names accounts by oid and vouches for nothing',
    'azuread',
    {
      oid: 'o-1',
      sub: 's-1',
      email: 'a@x.test',
      upn: 'victim@x.test',
      preferred_username: 'victim@x.test',
      name: 'Ada',
    },
    { subject: 'o-1', email: 'a@x.test', emailVerified: false, name: 'Ada' },
  ],
  [
    'Azure AD never takes upn for an address',
    'azuread',
    { oid: 'o', upn: 'victim@x.test' },
    { email: undefined, emailVerified: false },
  ],
  [
    'Azure AD vouches through xms_edov',
    'azuread',
    { oid: 'o', email: 'a@x.test', xms_edov: true },
    { emailVerified: true },
  ],
  [
    'Bitbucket’s confirmed primary address counts',
    'bitbucket',
    {
      uuid: '{u-1}',
      display_name: 'Ada',
      links: { avatar: { href: 'https://x.test/a.png' } },
      emails: {
        values: [
          { email: 'new@x.test', is_primary: true, is_confirmed: false },
          { email: 'old@x.test', is_primary: false, is_confirmed: true },
        ],
      },
    },
    { subject: '{u-1}', email: 'old@x.test', emailVerified: true, name: 'Ada', picture: 'https://x.test/a.png' },
  ],
  [
    'Discord of today: a global name, no picture',
    'discord',
    {
      id: '80351110224678912',
      username: 'nelly',
      discriminator: '0',
      global_name: 'Nelly',
      email: 'n@x.test',
      verified: true,
      avatar: null,
    },
    {
      subject: '80351110224678912',
      name: 'Nelly',
      emailVerified: true,
      picture: 'https://cdn.discordapp.com/embed/avatars/5.png',
    },
  ],
  [
    'Discord of old: a number behind the name, a moving picture',
    'discord',
    { id: '1', username: 'bob', discriminator: '1337', email: 'b@x.test', verified: false, avatar: 'a_8342' },
    { name: 'bob#1337', emailVerified: false, picture: 'https://cdn.discordapp.com/avatars/1/a_8342.gif' },
  ],
  [
    'Entra ID says nothing about the address',
    'entraid',
    { sub: 's-1', email: 'a@x.test', givenname: 'Ada', familyname: 'L' },
    { subject: 's-1', emailVerified: false, name: 'Ada L' },
  ],
  [
    'Entra ID vouches by xms_edov in any of its spellings',
    'entraid',
    { sub: 's', email: 'a@x.test', xms_edov: '1' },
    { emailVerified: true },
  ],
  [
    'Entra ID’s false stays false',
    'entraid',
    { sub: 's', email: 'a@x.test', xms_edov: '0', email_verified: 'yes' },
    { emailVerified: false },
  ],
  [
    'Entra ID vouches for a listed primary address only',
    'entraid',
    { sub: 's', email: 'a@x.test', verified_primary_email: ['b@x.test'] },
    { emailVerified: false },
  ],
  [
    'Facebook’s address is not vouched for',
    'facebook',
    {
      id: '10',
      name: 'Ada',
      email: 'a@x.test',
      picture: { data: { url: 'https://x.test/p.jpg', is_silhouette: false } },
    },
    { subject: '10', email: 'a@x.test', emailVerified: false, picture: 'https://x.test/p.jpg' },
  ],
  ['Facebook may know no address', 'facebook', { id: '10', name: 'Ada' }, { email: undefined, emailVerified: false }],
  [
    'GitHub’s verified primary address beats the one on the profile',
    'github',
    {
      id: 583231,
      login: 'octocat',
      name: null,
      email: 'public@x.test',
      avatar_url: 'https://x.test/o.png',
      emails: [
        { email: 'public@x.test', primary: false, verified: true },
        { email: 'main@x.test', primary: true, verified: true },
      ],
    },
    { subject: '583231', email: 'main@x.test', emailVerified: true, name: 'octocat', username: 'octocat' },
  ],
  [
    'GitHub: a verified address beats an unverified primary one',
    'github',
    {
      id: 1,
      login: 'o',
      emails: [
        { email: 'main@x.test', primary: true, verified: false },
        { email: 'two@x.test', primary: false, verified: true },
      ],
    },
    { email: 'two@x.test', emailVerified: true },
  ],
  [
    'GitHub: no verified address is an unverified one',
    'github',
    { id: 1, login: 'o', emails: [{ email: 'a@x.test', primary: true, verified: false }] },
    { email: 'a@x.test', emailVerified: false },
  ],
  [
    'GitHub: no address at all',
    'github',
    { id: 1, login: 'o', emails: [] },
    { email: undefined, emailVerified: false },
  ],
  [
    'GitLab’s account is confirmed when it has a date',
    'gitlab',
    {
      id: 42,
      username: 'ada',
      name: 'Ada',
      email: 'a@x.test',
      confirmed_at: '2012-05-23T09:05:22Z',
      avatar_url: 'https://x.test/a',
    },
    { subject: '42', emailVerified: true, username: 'ada' },
  ],
  ['GitLab without a date', 'gitlab', { id: 42, email: 'a@x.test', confirmed_at: null }, { emailVerified: false }],
  [
    'Google’s ID token',
    'google',
    {
      sub: '110',
      email: 'a@gmail.test',
      email_verified: true,
      name: 'Ada L',
      given_name: 'Ada',
      family_name: 'L',
      picture: 'https://x.test/p',
      locale: 'en',
    },
    { subject: '110', emailVerified: true, firstName: 'Ada', lastName: 'L', locale: 'en' },
  ],
  [
    'Google’s older userinfo',
    'google',
    { id: '110', email: 'a@gmail.test', verified_email: true },
    { subject: '110', emailVerified: true },
  ],
  [
    'Google: a word is not a promise',
    'google',
    { sub: '1', email: 'a@x.test', email_verified: 'true' },
    { emailVerified: false },
  ],
  [
    'LinkedIn with a locale in two parts',
    'linkedin',
    {
      sub: 'l-1',
      email: 'a@x.test',
      email_verified: true,
      given_name: 'Ada',
      family_name: 'L',
      locale: { country: 'US', language: 'en' },
    },
    { subject: 'l-1', emailVerified: true, name: 'Ada L', locale: undefined },
  ],
  [
    'Spotify never vouches',
    'spotify',
    { id: 'spot', email: 'a@x.test', display_name: 'Ada', images: [{ url: 'https://x.test/s' }] },
    { subject: 'spot', email: 'a@x.test', emailVerified: false, picture: 'https://x.test/s' },
  ],
  [
    'Strava knows no address',
    'strava',
    {
      id: 227615,
      username: null,
      firstname: 'John',
      lastname: 'Applestrava',
      profile_medium: 'https://x.test/m.jpg',
      email: 'a@x.test',
    },
    { subject: '227615', email: undefined, emailVerified: false, name: 'John Applestrava' },
  ],
  [
    'Twitch’s address is verified when it is there',
    'twitch',
    {
      data: [
        {
          id: '141981764',
          login: 'dev',
          display_name: 'Dev',
          email: 'a@x.test',
          profile_image_url: 'https://x.test/t',
        },
      ],
    },
    { subject: '141981764', emailVerified: true, username: 'dev' },
  ],
  [
    'Twitch without an address',
    'twitch',
    { data: [{ id: '1', login: 'dev' }] },
    { email: undefined, emailVerified: false },
  ],
  [
    'X by OAuth 2 gives a confirmed address or none',
    'twitter',
    { data: { id: '2244994945', name: 'Dev', username: 'XDev', confirmed_email: 'a@x.test' } },
    { subject: '2244994945', email: 'a@x.test', emailVerified: true, username: 'XDev' },
  ],
  [
    'WeChat prefers the id that all apps share',
    'wechat',
    { openid: 'OPENID', unionid: 'UNION', nickname: '小明', headimgurl: 'https://x.test/w', sex: 1, privilege: [] },
    { subject: 'UNION', email: undefined, emailVerified: false, name: '小明' },
  ],
  ['WeChat of a single app', 'wechat', { openid: 'OPENID', nickname: 'M' }, { subject: 'OPENID' }],
  [
    'Microsoft’s Live API',
    'windowslive',
    { id: '8c8ce076', name: 'Ada L', last_name: 'L', emails: { preferred: 'a@x.test', account: 'b@x.test' } },
    { subject: '8c8ce076', email: 'a@x.test', emailVerified: false, name: 'Ada L' },
  ],
  [
    'WorkOS: the organisation vouches',
    'workos',
    { id: 'prof_1', email: 'a@x.test', first_name: 'Ada', last_name: 'L', raw_attributes: {} },
    { subject: 'prof_1', emailVerified: true, name: 'Ada L' },
  ],
  [
    'any OpenID provider',
    'our-own',
    { sub: 's', email: 'a@x.test', email_verified: true, given_name: 'Ada', preferred_username: 'ada' },
    { subject: 's', emailVerified: true, name: 'Ada', username: 'ada' },
  ],
]

const settings: ProviderSettings = { clientId: 'c', issuer: 'https://x.test' }

function identify(id: string, profile: unknown, more: Partial<ProviderSettings> = {}): Identified {
  const provider = describeProvider(id, { ...settings, ...more })
  if (!provider) throw new Error(`no provider ${id}`)
  return provider.identify(profile)
}

describe('who a provider says the person is', () => {
  test.each(samples)('%s', (_sentence, id, profile, expected) => {
    expect({ email: undefined, ...identify(id, profile) }).toMatchObject(expected)
  })

  test('X by OAuth 1.0a', () => {
    const profile = { id: 38895958, id_str: '38895958', name: 'Sean', screen_name: 'sean', email: 'a@x.test' }
    const expected = { subject: '38895958', email: 'a@x.test', emailVerified: true, username: 'sean' }
    expect(identify('twitter', profile, { consumerKey: 'k' })).toMatchObject(expected)
  })

  test('Bitbucket without a confirmed address is an error', () => {
    const emails = { values: [{ email: 'a@x.test', is_primary: true, is_confirmed: false }] }
    expect(() => identify('bitbucket', { uuid: '{u}', emails })).toThrow('no confirmed address')
  })

  test('Twitch without a person is an error', () => {
    expect(() => identify('twitch', { data: [] })).toThrow()
  })

  const providers = [...new Set(samples.map(([, id]) => id))]

  test.each(providers)('%s: nobody is an error, not an empty person', (id) => {
    for (const nobody of [{}, { id: null, sub: null }, { id: '', sub: '' }, { id: {}, sub: [] }, null, 'text', []]) {
      expect(() => identify(id, nobody)).toThrow()
    }
  })
})
