import { chmodSync, cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'

// Made once by the build, migrations included: copying it takes a tenth of what initdb takes.
const template = fileURLToPath(new URL('../../../prisma/cluster', import.meta.url))

/** The directory of the embedded database; made at the first start, whole or not at all. */
export async function prepareCluster(dataDir: string): Promise<string> {
  const cluster = join(dataDir, 'db')
  if (existsSync(cluster)) return cluster
  // A start that was killed half-way leaves only this directory behind, and the next one begins it anew.
  const unfinished = join(dataDir, 'db.unfinished')
  rmSync(unfinished, { recursive: true, force: true })
  if (existsSync(template)) cpSync(template, unfinished, { recursive: true })
  else await (await PGlite.create(unfinished)).close()
  // The files in it are readable by all: their directory must not be.
  chmodSync(unfinished, 0o700)
  renameSync(unfinished, cluster)
  return cluster
}
