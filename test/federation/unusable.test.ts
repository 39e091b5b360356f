import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { tellUnusable } from '../../src/core/federation/settings/tell-unusable.ts'
import { createLog } from '../../src/kit/log.ts'

const masterKey = Buffer.alloc(32, 7).toString('base64')

/** What the log says of providers when the product starts with these settings. */
function told(variables: Record<string, string>): readonly string[] {
  const lines: string[] = []
  const log = createLog({ level: 'info', format: 'json' }, { write: (line) => void lines.push(line) })
  tellUnusable({ config: loadConfig({ ISSUER: 'http://localhost:3000', MASTER_KEY: masterKey, ...variables }), log })
  return lines
    .map((line) => JSON.parse(line) as { setting: string; msg: string })
    .map(({ setting, msg }) => `${setting}: ${msg}`)
}

test('a provider without its secret is named at the start, with the setting that is missing', () => {
  expect(told({ SOCIAL_GITHUB_CLIENT_ID: 'id' })).toEqual([
    'SOCIAL_GITHUB_CLIENT_SECRET: nobody can sign in with this provider until this is set',
  ])
  expect(told({ SOCIAL_APPLE_CLIENT_ID: 'id', SOCIAL_APPLE_TEAM_ID: 'team' })).toEqual([
    'SOCIAL_APPLE_KEY_ID: nobody can sign in with this provider until this is set',
    'SOCIAL_APPLE_PRIVATE_KEY: nobody can sign in with this provider until this is set',
  ])
})

test('a provider that nobody knows is named at the start', () => {
  expect(told({ SOCIAL_GITHUBB_CLIENT_ID: 'id', SOCIAL_GITHUBB_CLIENT_SECRET: 'secret' })).toEqual([
    'SOCIAL_GITHUBB_CLIENT_ID: no provider has this name',
  ])
})

test('of a provider that has what it needs nothing is said', () => {
  expect(told({ SOCIAL_GITHUB_CLIENT_ID: 'id', SOCIAL_GITHUB_CLIENT_SECRET: 'secret' })).toEqual([])
})
