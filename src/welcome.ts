import type { Config } from './config.ts'
import type { Database } from './store/database.ts'

interface WelcomeInput {
  readonly config: Config
  readonly database: Database['kind']
  readonly setupUrl: string | undefined
}

/** The lines an operator reads after a start: the address, the administrator, the data, the mode. */
export function welcome({ config, database, setupUrl }: WelcomeInput): string {
  const { issuer, dataDir, loopback } = config
  const lines = [
    ['Latchkey', issuer.origin],
    ...(loopback ? [['Try it', `${issuer.origin}/try`]] : []),
    ['Administrator', setupUrl ? `not yet: open ${setupUrl}` : 'is there'],
    [
      'Data',
      database === 'embedded'
        ? `embedded database in ${dataDir}, this process only; survives a crash, not a power cut`
        : 'PostgreSQL at DATABASE_URL',
    ],
    ['Mail', mailLine(config)],
    ['Mode', loopback ? 'development: loopback issuer' : 'production'],
  ]
  return `\n${lines.map(([name, value]) => `  ${`${name}`.padEnd(15)}${value}`).join('\n')}\n\n`
}

function mailLine({ smtpUrl, loopback, dataDir }: Config): string {
  if (smtpUrl !== undefined) return 'sent to SMTP_URL'
  return loopback ? `written to ${dataDir}/outbox; set SMTP_URL to send it` : 'not sent: set SMTP_URL'
}
