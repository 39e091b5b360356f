import type { Environment } from './environment.ts'

const mailSystem = /^smtps?:\/\/[^\s/]+/
// An address, or a name and an address in angle brackets; on one line.
const sender = /^(?:[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/

/** Where mail is handed over, and in whose name. */
export function readMail(env: Environment, issuer: URL) {
  const smtpUrl = env.text('SMTP_URL')
  if (smtpUrl !== undefined && !(mailSystem.test(smtpUrl) && URL.canParse(smtpUrl))) {
    env.problem(
      'SMTP_URL',
      'use smtps://user:password@host:465 or smtp://host:587; write special characters of the password as %40',
    )
  }
  const mailFrom = env.text('MAIL_FROM') ?? `Latchkey <no-reply@${issuer.hostname}>`
  if (!sender.test(mailFrom))
    env.problem('MAIL_FROM', `use name@example.com or Name <name@example.com> (is "${mailFrom}")`)
  return { smtpUrl, mailFrom }
}
