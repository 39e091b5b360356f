import { AppError } from '../../../../errors.ts'

// Stronger than this would let an import tie up the machine at every sign-in.
const limits = { m: 262_144, t: 10, p: 16 }

const phc =
  /^\$argon2id\$v=19\$([mtp]=\d{1,7}),([mtp]=\d{1,7}),([mtp]=\d{1,7})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/

/** A password hash from elsewhere, if it is one that can be verified here: argon2id as a PHC string. */
export function importedPassword(digest: string, hasher: string): string {
  if (hasher !== 'argon2id') {
    refuse('password_hasher', 'is not supported: only argon2id is; people can also set a new password by mail')
  }
  const [, ...named] = phc.exec(digest) ?? []
  const { m = 0, t = 0, p = 0 } = Object.fromEntries(named.map((one) => [one[0], Number(one.slice(2))]))
  if (m < 8 * p || t < 1 || p < 1) refuse('password_digest', 'must be a PHC string of argon2id')
  if (m > limits.m || t > limits.t || p > limits.p) refuse('password_digest', 'would take too much work to check')
  return digest
}

function refuse(field: string, reason: string): never {
  throw new AppError('input.invalid', { field, reason })
}
