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

/** Lines are handed to the system a few kilobytes at a time, and none waits longer than this: milliseconds. */
const longestWait = 100
const page = 4096

/** The logger: objects first, constant messages, secrets censored. */
export function createLog({ level, format }: LogSettings, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    // The library's own censor takes patterns, which cost more than the line itself.
    formatters: { log: (members: Members) => censored(members) },
    serializers: { err: (error: unknown) => (error instanceof Error ? described(error) : error) },
  }
  const json = { ...options, timestamp: pino.stdTimeFunctions.isoTime }
  if (format === 'json') return pino(json, destination ?? standardOutput())
  const pretty = { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }
  return pino({ ...options, transport: { target: 'pino-pretty', options: pretty } })
}

// A write for each line costs as much as the line; at the end of the process the library writes what is left.
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, minLength: page, sync: false })
  let waiting: NodeJS.Timeout | undefined
  const flush = () => {
    waiting = undefined
    output.flush()
  }
  return {
    write(line) {
      output.write(line)
      if (waiting === undefined) waiting = setTimeout(flush, longestWait).unref()
    },
  }
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
  // Bytes are somebody's message, such as the packet that the parser of requests could not read, with all its headers.
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  return value instanceof Date ? value : censored(value as Members, depth + 1)
}
