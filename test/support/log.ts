import { createLog } from '../../src/kit/log.ts'

/** A logger that writes nothing. */
export const silentLog = createLog({ level: 'silent', format: 'json' })
