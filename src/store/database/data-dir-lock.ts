import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The directory belongs to this process until `release`, or until the process ends in whatever way. */
export interface DataDirLock {
  release(): void
}

// Kept here, because an open file that nothing refers to is collected and closed, and its lock is gone.
const held = new Set<DatabaseSync>()

/**
 * Takes a data directory for this process alone, or throws and says who has it.
 *
 * The lock is one that the kernel keeps on an open file (SQLite asks for it on every platform): it ends with the process,
 * also with SIGKILL, so there is no stale owner to detect, no process id to compare between containers, and no race.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  const file = openLocked(dataDir)
  held.add(file)
  writeFileSync(ownerFile(dataDir), `process ${process.pid} on ${hostname()}`)
  return { release: () => release(file) }
}

function openLocked(dataDir: string): DatabaseSync {
  try {
    const file = new DatabaseSync(join(dataDir, 'lock'), { timeout: 0 })
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return file
  } catch (cause) {
    throw new Error(refusal(dataDir, cause), { cause })
  }
}

function release(file: DatabaseSync): void {
  if (held.delete(file)) file.close()
}

function refusal(dataDir: string, cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return reason.includes('is locked')
    ? `DATA_DIR ${dataDir} is in use by ${owner(dataDir)}. Stop that process, or give this one its own DATA_DIR.`
    : `DATA_DIR ${dataDir} cannot be locked: ${reason}. It must be writable and on a file system that has file locks.`
}

// For people only: the kernel decides who owns the directory, this note just names them.
function owner(dataDir: string): string {
  try {
    return readFileSync(ownerFile(dataDir), 'utf8')
  } catch {
    return 'another process'
  }
}

function ownerFile(dataDir: string): string {
  return join(dataDir, 'lock-owner')
}
