import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newSecret } from '../kit/secrets.ts'
import type { Environment } from './environment.ts'

const keyLength = 32

/** `MASTER_KEY`: 32 bytes each, newest first. A loopback issuer without one gets its own, kept in `DATA_DIR`. */
export function readMasterKeys(
  env: Environment,
  { loopback, dataDir }: { loopback: boolean; dataDir: string },
): Buffer[] {
  const values = env.list('MASTER_KEY')
  if (values.length > 0) return values.flatMap((value) => readKey(env, value, loopback))
  if (loopback) return [developmentKey(env, dataDir)]
  env.problem(
    'MASTER_KEY',
    `a public issuer needs one: 32 random bytes as base64url, for example from "openssl rand -base64 32 | tr '+/' '-_'"`,
  )
  return []
}

function readKey(env: Environment, value: string, loopback: boolean): Buffer[] {
  const key = Buffer.from(value, 'base64url')
  if (!/^[A-Za-z0-9_\-+/]+={0,2}$/.test(value) || key.length !== keyLength) {
    env.problem('MASTER_KEY', `each key must be ${keyLength} bytes as base64url (43 characters); one is not`)
    return []
  }
  if (!loopback && looksLikeExample(key, value)) {
    env.problem('MASTER_KEY', 'this is an example value; make one from random bytes')
    return []
  }
  return [key]
}

// Examples repeat or count; among 32 random bytes, fewer than 12 different values or steps do not occur.
function looksLikeExample(key: Buffer, value: string): boolean {
  const steps = new Set(key.map((byte, index) => byte - (key[index - 1] ?? 0)))
  return new Set(key).size < 12 || steps.size < 12 || /example|change|secret|password|master/i.test(value)
}

function developmentKey(env: Environment, dataDir: string): Buffer {
  const file = join(dataDir, 'master.key')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    // The first of several starters writes; all read the same file.
    writeFileSync(file, newSecret(keyLength), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(file)) {
      env.problem('DATA_DIR', `cannot write ${file}; use a folder this process may write to`)
      return Buffer.alloc(keyLength)
    }
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
  if (key.length !== keyLength) env.problem('DATA_DIR', `${file} is damaged; restore it from a backup`)
  return key
}
