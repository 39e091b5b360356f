import { availableParallelism } from 'node:os'

// Password hashing, signing, file access and name look-ups share libuv's threads; with its default of four a burst of
// sign-ins would stall the rest. libuv reads the number when it first needs a thread, so main.ts imports this first.
process.env['UV_THREADPOOL_SIZE'] ??= String(availableParallelism() + 8)
