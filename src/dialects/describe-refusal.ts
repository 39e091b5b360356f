import { labelRefusal } from '../core/federation/settings/label-refusal.ts'
import { type AppError, isRefusal } from '../errors.ts'
import { refusalWords } from '../http/refusal-words.ts'
import type { Services } from '../services.ts'

/** What a refusal means, in a sentence; of a request it names the fields that are wrong, never what was sent in them. */
export async function describeRefusal(services: Services, error: AppError): Promise<string> {
  if (!isRefusal(error, 'input.invalid')) return refusalWords(await labelRefusal(services, error))
  const fields = Object.entries(Object(error.detail['fields'] ?? error.detail))
  return fields.map(([name, problem]) => `${name}: ${problem}`).join('; ') || refusalWords(error)
}
