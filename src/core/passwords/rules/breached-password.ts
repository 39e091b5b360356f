import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { seconds } from '../../../kit/clock.ts'
import { documentBytes, limited } from '../../../kit/outbound.ts'
import type { Services } from '../../../services.ts'
import { sortedFileHolds } from './sorted-file.ts'

type Sources = Pick<Services, 'config' | 'fetch' | 'log'>

const patience = seconds(1)

/** Whether a password is known from a data leak, as far as the operator's sources tell; one that fails knows nothing. */
export async function isBreachedPassword(services: Sources, password: string): Promise<boolean> {
  const { passwordBreachFile: file, passwordBreachUrl: url } = services.config
  if (file === undefined && url === undefined) return false
  const hash = createHash('sha1').update(password).digest('hex').toUpperCase()
  if (file !== undefined && (await known(services, 'file', () => fileHolds(file, hash)))) return true
  return url !== undefined && known(services, 'range', () => rangeHolds(services, url, hash))
}

// A source that is away must not keep people from choosing a password (security 6.6).
async function known({ log }: Sources, source: string, look: () => Promise<boolean>): Promise<boolean> {
  try {
    return await look()
  } catch (error) {
    log.warn({ source, err: error }, 'breached passwords not checked')
    return false
  }
}

async function fileHolds(path: string, hash: string): Promise<boolean> {
  await using file = await open(path)
  return await sortedFileHolds(file, hash)
}

// Only five of forty digits leave this place, and the answer is padded, so that nobody learns which password was meant.
async function rangeHolds({ fetch }: Sources, url: string, hash: string): Promise<boolean> {
  const get = limited(fetch, { maxBytes: documentBytes, signal: AbortSignal.timeout(patience * 1000) })
  const response = await get(`${url.replace(/\/$/, '')}/${hash.slice(0, 5)}`, { headers: { 'add-padding': 'true' } })
  if (!response.ok) throw new Error(`the range answered ${response.status}`)
  const lines = (await response.text()).split(/\r?\n/)
  return lines.some((line) => line.toUpperCase().startsWith(`${hash.slice(5)}:`) && !/:0+$/.test(line))
}
