import { mailPlace } from '../../src/core/mail/create-mailer.ts'
import { renderMail } from '../../src/mail/render-mail.tsx'
import type { Services } from '../../src/services.ts'
import type { Mail } from '../../src/store/mails.ts'

/** A mail of the queue, opened. */
export interface Letter {
  readonly to: string
  readonly template: string
  readonly status: string
  readonly locale: string
  readonly values: Readonly<Record<string, string>>
  /** Whose name it bears. */
  readonly brand: string
}

type Content = Pick<Letter, 'locale' | 'values'> & { readonly clientId?: string }

/**
 * Reads what waits in the queue, as the people it is addressed to would; what is only for show is not among it.
 * A mail that cannot be written fails whoever reads it.
 */
export function mailbox(services: Services) {
  const { store, vault } = services
  const open = async ({ id, recipient, template, status, messageSealed }: Mail): Promise<Letter> => {
    const { locale, values, clientId } = JSON.parse(vault.open(messageSealed, mailPlace(id))) as Content
    const { brand } = await renderMail(services, { id, to: recipient, template, locale, values, clientId })
    return { to: recipient, template, status, locale, values, brand }
  }
  const all = async () => {
    const mails = await store.mails.list(500)
    return Promise.all(mails.filter(({ messageSealed }) => messageSealed !== '').map(open))
  }
  const lettersTo = async (address: string) =>
    (await all()).filter(({ to, status }) => to.toLowerCase() === address.toLowerCase() && status !== 'withheld')
  const newest = async (address: string, template?: string) => {
    const letters = await lettersTo(address)
    const letter = letters.find((candidate) => template === undefined || candidate.template === template)
    if (!letter) throw new Error(`no ${template ?? 'mail'} for ${address}, but ${letters.map((one) => one.template)}`)
    return letter
  }
  return {
    /** Everything, newest first, with what is withheld. */
    all,
    /** What somebody received, newest first. */
    to: lettersTo,
    newest,
    /** The newest code somebody received. */
    code: async (address: string) => (await newest(address)).values['code'] ?? '',
    /** The newest value of a mail that is an address of ours, as a path. */
    async link(address: string, name = 'url'): Promise<string> {
      const { pathname, search } = new URL((await newest(address)).values[name] ?? '')
      return pathname + search
    },
  }
}
