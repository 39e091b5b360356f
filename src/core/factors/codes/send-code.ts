import { after, minutes } from '../../../kit/clock.ts'
import { newId } from '../../../kit/ids.ts'
import { newDigits, newSecret } from '../../../kit/secrets.ts'
import type { MailMessage, Services } from '../../../services.ts'
import type { Store } from '../../../store/store.ts'
import { mintTicket } from '../../tickets/mint-ticket.ts'

/** What a code is good for; a code of one purpose is worth nothing for another. */
export type CodePurpose = 'sign-in' | 'sign-up' | 'address' | 'confirm' | 'link-identity'

export interface CodeSubject {
  readonly purpose: CodePurpose
  /** What the code is bound to, such as `interaction:<uid>`: whoever types it must come from there. */
  readonly subject: string
}

export interface SendCode extends CodeSubject {
  /** What the right code gives back; sealed until then. */
  readonly payload: unknown
  readonly mail: MailMessage
  /** No code will be right: for an answer that looks the same whether there is anything to prove. */
  readonly decoy?: boolean
  /** Also puts a link below this path into the mail, which proves as much as the code. */
  readonly linkPath?: string
}

export const codeLife = minutes(10)

/** Makes a new code, which ends the ones before it, and queues the mail that carries it. */
export async function sendCode(services: Services, tx: Store, input: SendCode): Promise<void> {
  const { purpose, subject, payload, mail, decoy = false, linkPath } = input
  const { vault, clock, issuer } = services
  const id = newId('code')
  const code = newDigits()
  const now = clock.now()
  const life = { createdAt: now, expiresAt: after(now, codeLife) }
  const payloadSealed = vault.seal(JSON.stringify(payload), codePlace(id))
  const codeMac = vault.mac(...hashed(id, decoy ? newSecret() : code))
  await tx.codes.replace({ id, purpose, subject, codeMac, payloadSealed, ...life })
  const values: Record<string, string> = { ...mail.values, code, minutes: String(codeLife / 60) }
  if (linkPath !== undefined) {
    const link = { kind: codeLink, payload: { purpose, subject, id }, ttl: codeLife }
    values['url'] = `${issuer.origin}${linkPath}/${await mintTicket({ ...services, store: tx }, link)}`
  }
  await services.mail.queue({ ...mail, values }, tx)
}

/** The kind of the tickets behind links that prove as much as a code. */
export const codeLink = 'code-link'

/** Where a code's payload is sealed. */
export function codePlace(id: string): string {
  return `codes.${id}.payloadSealed`
}

/** What is hashed of a code: with its row's name, so that equal digits do not look equal. */
export function hashed(id: string, code: string): [purpose: string, value: string] {
  return ['code', `${id} ${code}`]
}
