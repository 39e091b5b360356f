import { newSecret } from '../../../kit/secrets.ts'

// Without letters and digits that look alike on paper.
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'
const length = 10

/** A new recovery code such as `k4wm7-x9tqd`: about 50 bits. */
export function newRecoveryCode(): string {
  let code = ''
  while (code.length < length) {
    for (const byte of Buffer.from(newSecret(2 * length), 'base64url')) {
      // 248 is the largest multiple of 31 in a byte: without this the first letters would come up more often.
      if (byte < 248 && code.length < length) code += alphabet.charAt(byte % alphabet.length)
    }
  }
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

/** What is hashed of a recovery code; how it was spaced and capitalised does not matter. */
export function hashedRecoveryCode(userId: string, code: string): [purpose: string, value: string] {
  return ['recovery-code', `${userId} ${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`]
}
