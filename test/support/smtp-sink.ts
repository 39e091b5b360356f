import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

/** What a mail system received. */
export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  readonly data: string
}

export interface SmtpSink {
  readonly url: string
  readonly received: readonly ReceivedMail[]
  /** Answers the next mails with this line, such as `451 later`; undefined accepts them again. */
  refuseWith(line: string | undefined): void
  close(): Promise<void>
}

/** A mail system on loopback that keeps what it is given (RFC 5321, as much of it as a sender needs). */
export async function startSmtpSink(): Promise<SmtpSink> {
  const received: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  let refusal: string | undefined
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    converse(socket, { keep: (mail) => received.push(mail), refusal: () => refusal })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    refuseWith(line) {
      refusal = line
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

interface Desk {
  keep(mail: ReceivedMail): void
  refusal(): string | undefined
}

function converse(socket: Socket, desk: Desk): void {
  let text = ''
  let mail = { from: '', to: [] as string[] }
  let inData = false
  const answers: Record<string, (line: string) => string> = {
    MAIL(line) {
      mail = { from: address(line), to: [] }
      return desk.refusal() ?? '250 ok'
    },
    RCPT(line) {
      mail.to.push(address(line))
      return '250 ok'
    },
    DATA() {
      inData = true
      return '354 go on'
    },
    QUIT: () => '221 bye',
  }
  const takeData = (data: string) => {
    inData = false
    desk.keep({ ...mail, data })
    return '250 kept'
  }
  const takeLine = (line: string) => answers[line.slice(0, 4).toUpperCase()]?.(line) ?? '250 sink'
  socket.write('220 sink\r\n')
  socket.on('data', (chunk) => {
    text += chunk.toString('utf8')
    let end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n')
    while (end >= 0) {
      const piece = text.slice(0, end)
      text = text.slice(end + (inData ? 5 : 2))
      socket.write(`${inData ? takeData(piece) : takeLine(piece)}\r\n`)
      end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n')
    }
  })
}

function address(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? ''
}
