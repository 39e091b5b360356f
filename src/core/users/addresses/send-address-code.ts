import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import type { Visit } from '../../audit/visit.ts'
import { sendCode } from '../../factors/codes/send-code.ts'
import { spendMail } from '../../limits/spend-mail.ts'

export interface SendAddressCode {
  readonly user: User
  readonly emailId: string
  readonly email: string
  readonly subject: string
  readonly visit: Visit
}

/** Mails a code that proves one of a person's addresses. */
export async function sendAddressCode(services: Services, input: SendAddressCode): Promise<void> {
  const { user, emailId, email, subject, visit } = input
  await spendMail(services, { to: email, visit })
  const mail = {
    to: email,
    template: 'verify-address',
    locale: user.locale ?? visit.locale,
    values: {},
    clientId: visit.clientId,
  }
  await services.store.transaction((tx) =>
    sendCode(services, tx, { purpose: 'address', subject: `${subject} ${emailId}`, payload: { emailId }, mail }),
  )
}
