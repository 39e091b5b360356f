import type { MailTemplate } from './mail.ts'
import { accountDeletion } from './templates/account-deletion.ts'
import { accountLocked } from './templates/account-locked.ts'
import { confirmAddress } from './templates/confirm-address.ts'
import { emailChanged } from './templates/email-changed.ts'
import { factorChanged } from './templates/factor-changed.ts'
import { identityLinked } from './templates/identity-linked.ts'
import { identityUnlinked } from './templates/identity-unlinked.ts'
import { knownAddress } from './templates/known-address.ts'
import { newDevice } from './templates/new-device.ts'
import { passwordChanged } from './templates/password-changed.ts'
import { proveAddress } from './templates/prove-address.ts'
import { resetPassword } from './templates/reset-password.ts'
import { signInCode } from './templates/sign-in-code.ts'
import { verifyAddress } from './templates/verify-address.ts'

/** Every mail by the name that the queue knows it by. */
export const mailTemplates: Readonly<Record<string, MailTemplate>> = {
  'account-deletion': accountDeletion,
  'account-locked': accountLocked,
  'confirm-address': confirmAddress,
  'email-changed': emailChanged,
  'factor-changed': factorChanged,
  'identity-linked': identityLinked,
  'identity-unlinked': identityUnlinked,
  'known-address': knownAddress,
  'new-device': newDevice,
  'password-changed': passwordChanged,
  'prove-address': proveAddress,
  'reset-password': resetPassword,
  'sign-in-code': signInCode,
  'verify-address': verifyAddress,
}
