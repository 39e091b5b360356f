import type { Services } from '../services.ts'

// The peer hung up, or what it sent is not HTTP.
const peers = /^(?:HPE_\w+|ECONNRESET|ECONNABORTED|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/

/** Tells of an answer that could not be sent; that is our fault unless it is the peer's, who could fill the log with it. */
export function answerFailed({ log }: Pick<Services, 'log'>): (error: unknown) => void {
  return (error) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (peers.test(code)) log.debug({ code }, 'answer failed')
    else log.error({ err: error }, 'answer failed')
  }
}
