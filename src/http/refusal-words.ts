import { findText } from '../../views/text.ts'
import type { AppError } from '../errors.ts'

/** What a refusal means, in an English sentence: for programs, and for those they show it to. */
export function refusalWords({ code, detail }: AppError): string {
  return findText('en', `error.${code}`, { provider: String(detail['provider'] ?? 'The provider') }) ?? code
}
