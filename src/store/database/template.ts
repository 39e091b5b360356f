import { chmodSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
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
  letEveryoneRead(unfinished)
  rmSync(target, { recursive: true, force: true })
  renameSync(unfinished, target)
}

// There is no data in it, and the user that runs the server is often not the one that built it.
function letEveryoneRead(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644)
  }
}
