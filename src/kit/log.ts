import pino, { type DestinationStream, type Logger as PinoLogger } from 'pino'

export type Logger = PinoLogger

export interface LogSettings {
  readonly level: string
  readonly format: 'pretty' | 'json'
}

type Members = Record<string, unknown>

/** Members that never reach a log line, whatever object they hang on. */
const secretMembers: ReadonlySet<string> = new Set([
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
])
const deepest = 3

/** The logger: objects first, constant messages, secrets censored. */
export function createLog({ level, format }: LogSettings, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    // The library's own censor takes patterns, which cost more than the line itself.
    formatters: { log: (members: Members) => censored(members) },
    serializers: { err: (error: unknown) => (error instanceof Error ? described(error) : error) },
  }
  if (format === 'json') return pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  const pretty = { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }
  return pino({ ...options, transport: { target: 'pino-pretty', options: pretty } })
}

function described(error: Error): Members {
  return censored({ ...pino.stdSerializers.err(error) })
}

function censored(members: Members, depth = 1): Members {
  const shown: Members = {}
  for (const name in members) shown[name] = secretMembers.has(name) ? '[hidden]' : within(members[name], depth)
  return shown
}

// Errors have a serializer of their own; below the third floor nothing of ours has members.
function within(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || depth >= deepest) return value
  if (Array.isArray(value)) return value.map((item) => within(item, depth + 1))
  return value instanceof Date ? value : censored(value as Members, depth + 1)
}
