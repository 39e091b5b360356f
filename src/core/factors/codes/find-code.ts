import type { Services } from '../../../services.ts'
import { type CodeSubject, codePlace } from './send-code.ts'

/** What the newest code stands for, for the page that asks for it and to send another; nothing when it was used. */
export async function findCode({ store, vault }: Services, { purpose, subject }: CodeSubject): Promise<unknown> {
  const sent = await store.codes.findNewest(purpose, subject)
  if (!sent?.payloadSealed || sent.consumedAt) return undefined
  return JSON.parse(vault.open(sent.payloadSealed, codePlace(sent.id)))
}
