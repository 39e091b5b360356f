import './threads.ts'
import { loadConfig } from './config.ts'
import { createLog } from './kit/log.ts'
import { start } from './start.ts'

/** Starts the product and stops it gracefully on the first signal, at once on the second. */
async function main(): Promise<void> {
  const config = loadConfig()
  const log = createLog(config.log)
  // A forgotten promise must not take every session down with it; it is a bug and is logged as one.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))
  let stopping = false
  let running: Awaited<ReturnType<typeof start>> | undefined
  const stop = (signal: string) => {
    if (stopping || running === undefined) process.exit(stopping ? 1 : 0)
    stopping = true
    log.info({ signal }, 'stopping')
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  running = await start({ config, log })
  process.stdout.write(running.welcome)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
