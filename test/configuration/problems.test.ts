import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'

const masterKey = Buffer.alloc(32, 7).toString('base64url')

test.each([
  ['PORT', { PORT: '99999' }],
  ['INSTANCE_ID', { INSTANCE_ID: 'production' }],
  ['SATELLITE_HOSTS', { SATELLITE_HOSTS: 'app.example.com,https://other.example.com/' }],
  ['DEFAULT_ROLE', { ALLOWED_ROLES: 'me,user', DEFAULT_ROLE: 'admin' }],
  ['PASSWORD_BREACH_FILE', { PASSWORD_BREACH_FILE: '/nonexistent' }],
  ['PASSWORD_BREACH_URL', { PASSWORD_BREACH_URL: 'pwned' }],
  ['DATA_DIR', { DATA_DIR: fileURLToPath(import.meta.url), MASTER_KEY: '' }],
  ['DEFAULT_LOCALE', { ALLOWED_LOCALES: 'en,de', DEFAULT_LOCALE: 'fr' }],
])('a %s that cannot be is named, and nothing else', (name, variables) => {
  const load = () => loadConfig({ MASTER_KEY: masterKey, DATA_DIR: '/nonexistent', ...variables })
  expect(load).toThrow(new RegExp(`^The configuration has a problem:\n {2}${name}: [^\n]+$`))
})
