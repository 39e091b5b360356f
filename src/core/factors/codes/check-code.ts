import { AppError } from '../../../errors.ts'
import { equal } from '../../../kit/secrets.ts'
import type { Services } from '../../../services.ts'
import { type CodeSubject, codePlace, hashed } from './send-code.ts'

const mostTries = 5

export interface TypedCode extends CodeSubject {
  readonly code: string
}

/** Uses up the right code and answers what it stands for; every try counts before it is looked at. */
export async function checkCode(
  { store, vault, clock }: Services,
  { purpose, subject, code }: TypedCode,
): Promise<unknown> {
  const now = clock.now()
  const sent = await store.codes.findNewest(purpose, subject)
  if (!sent || sent.consumedAt) throw new AppError('code.invalid')
  if (sent.expiresAt <= now) throw new AppError('code.expired')
  if (!(await store.codes.countTry(sent.id, mostTries, now))) throw new AppError('code.exhausted')
  const right = vault.macs(...hashed(sent.id, code.replaceAll(/\s/g, ''))).some((mac) => equal(mac, sent.codeMac))
  if (!right || !(await store.codes.consume(sent.id, now))) throw new AppError('code.invalid')
  return JSON.parse(vault.open(sent.payloadSealed ?? '', codePlace(sent.id)))
}
