type Answers = Readonly<Record<string, () => unknown>>

const ofEveryServer: Answers = {
  // Of all threads, in microseconds.
  cpu: () => {
    const { user, system } = process.cpuUsage()
    return user + system
  },
  memory: () => process.memoryUsage.rss() / 1024 / 1024,
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
