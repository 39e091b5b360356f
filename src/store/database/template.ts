import { renameSync, rmSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { createLog } from '../../kit/log.ts'
import { migrate } from './migrate.ts'
import { pgliteConnection } from './pglite-connection.ts'

/** Makes the empty, migrated database that first starts copy; the build calls it. */
export async function makeTemplate(target: string): Promise<void> {
  const unfinished = `${target}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  const pglite = await PGlite.create(unfinished)
  await migrate({ connection: pgliteConnection(pglite), log: createLog({ level: 'warn', format: 'json' }) })
  await pglite.close()
  rmSync(target, { recursive: true, force: true })
  renameSync(unfinished, target)
}
