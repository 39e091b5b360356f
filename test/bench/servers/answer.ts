import { monitorEventLoopDelay } from 'node:perf_hooks'

type Answers = Readonly<Record<string, () => unknown>>

const loop = monitorEventLoopDelay({ resolution: 1 })
loop.enable()

const ofEveryServer: Answers = {
  // Of all threads, in microseconds.
  cpu: () => {
    const { user, system } = process.cpuUsage()
    return user + system
  },
  // Of the one that answers, in microseconds.
  'main thread': () => {
    const { user, system } = process.threadCpuUsage()
    return user + system
  },
  memory: () => process.memoryUsage.rss() / 1024 / 1024,
  // The longest waits of the event loop since the last question, in milliseconds.
  stalls: () => {
    const [p99, longest] = [loop.percentile(99) / 1e6, loop.max / 1e6]
    loop.reset()
    return { p99, longest }
  },
}

/** Tells the bench where this server listens and answers its questions until the bench is gone. */
export function serveBench(url: string, answers: Answers = {}, stop: () => Promise<void> = async () => {}): void {
  const all: Answers = { ...ofEveryServer, ...answers }
  const leave = () => void stop().finally(() => process.exit(0))
  process.on('message', async (question) => process.send?.(await all[String(question)]?.()))
  process.on('SIGTERM', leave)
  process.on('disconnect', leave)
  process.send?.({ url })
}
