import { createHash } from 'node:crypto'
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeTemplate } from '../../src/store/database/template.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const cache = join(root, 'test', '.cache')

/** A migrated data directory of the embedded database, kept between runs until migrations or packages change. */
export async function prepareEmbeddedTemplate(): Promise<string> {
  const directory = join(cache, `cluster-${fingerprint()}`)
  if (existsSync(directory)) return directory
  mkdirSync(cache, { recursive: true })
  const made = `${directory}-${process.pid}`
  await makeTemplate(made)
  keepFirst(made, directory)
  return directory
}

// Two runs that start together both make one; either will do.
function keepFirst(made: string, directory: string): void {
  try {
    renameSync(made, directory)
  } catch (error) {
    if (!existsSync(directory)) throw error
    rmSync(made, { recursive: true, force: true })
  }
}

/** A copy of the template in a new temporary directory. */
export function copyEmbeddedTemplate(template: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
  cpSync(template, join(directory, 'db'), { recursive: true })
  return directory
}

function fingerprint(): string {
  const hash = createHash('sha256')
  const files = globSync('prisma/migrations/**/*.sql', { cwd: root }).sort()
  for (const file of [...files, 'node_modules/@electric-sql/pglite/package.json']) {
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex').slice(0, 16)
}
