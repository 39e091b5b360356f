import { argon2id, hash, needsRehash, verify } from 'argon2'
import pLimit from 'p-limit'
import { AppError } from '../errors.ts'
import { freshBytes } from './secrets.ts'

/** Passwords are hashed here and nowhere else: argon2id, a bounded number at a time, a bounded queue. */
export interface Passwords {
  /** A PHC string for storage. */
  hash(password: string): Promise<string>
  /** Whether the password matches; without a stored hash it does the same work and answers false. */
  verify(stored: string | null | undefined, password: string): Promise<boolean>
  /** Whether a stored hash was made with weaker parameters than today's. */
  outdated(stored: string): boolean
}

export interface PasswordLimits {
  readonly concurrent: number
  readonly queued: number
}

/** More than this many bytes are refused before any hashing. */
export const passwordMaxBytes = 1024

// OWASP ASVS 5.0 appendix C: t=2, m=19 MiB, p=1.
const cost = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Makes the hasher; `limits.queued` waiters beyond `limits.concurrent` are refused with `server.busy`. */
export function createPasswords(limits: PasswordLimits): Passwords {
  const slot = queue(limits)
  const decoy = unknown()
  return {
    hash: (password) => slot(() => hash(normalise(password), cost)),
    async verify(stored, password) {
      const known = typeof stored === 'string' && stored.startsWith('$argon2')
      const against = known ? stored : decoy
      const matches = await slot(() => verify(against, normalise(password)))
      return known && matches
    },
    outdated: (stored) => needsRehash(stored, cost),
  }
}

// NFC once, identically at set and check; nothing else about a password is changed.
function normalise(password: string): string {
  if (Buffer.byteLength(password) > passwordMaxBytes) throw new AppError('input.invalid', { password: 'too long' })
  return password.normalize('NFC')
}

// The hash of no password: to compare with it is the same work.
function unknown(): string {
  const { memoryCost, timeCost, parallelism } = cost
  const [salt, digest] = [freshBytes(16), freshBytes(32)].map((bytes) => bytes.toString('base64').replaceAll('=', ''))
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${salt}$${digest}`
}

function queue({ concurrent, queued }: PasswordLimits): <T>(work: () => Promise<T>) => Promise<T> {
  const turn = pLimit(concurrent)
  return async (work) => {
    if (turn.pendingCount >= queued) throw new AppError('server.busy', { retryAfter: 5 })
    return turn(work)
  }
}
