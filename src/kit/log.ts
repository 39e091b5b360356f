import pino, { type Logger as PinoLogger } from 'pino'

export type Logger = PinoLogger

export interface LogSettings {
  readonly level: string
  readonly format: 'pretty' | 'json'
}

/** Members that never reach a log line, whatever object they hang on. */
const secretMembers = [
  'password',
  'secret',
  'token',
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'code_verifier',
  'authorization',
  'cookie',
]

/** The logger: objects first, constant messages, secrets censored. */
export function createLog({ level, format }: LogSettings): Logger {
  const paths = secretMembers.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  return pino({
    level,
    base: null,
    redact: { paths, censor: '[hidden]' },
    ...(format === 'pretty'
      ? { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } } }
      : { timestamp: pino.stdTimeFunctions.isoTime }),
  })
}
