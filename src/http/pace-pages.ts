import { performance } from 'node:perf_hooks'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type Koa from 'koa'
import { seconds } from '../kit/clock.ts'

const entrance = '/oauth/authorize'
const ofSignIns = /^\/(?:oauth\/authorize|interaction)(?:\/|$)/

// Fewer than these are no crowd.
const few = 4
// The event loop sleeps for the rest of the time, so that whoever asks for a token finds it awake at once.
const share = 0.45
// However busy the others keep the process, forty pages begin in a second, and more when that would keep somebody waiting for
// longer than two seconds (both in milliseconds): a process that is always busy has people as well.
const longest = 25
const longestQueue = seconds(2) * 1000

// So many of those who are on the way go before somebody who has just come: what was begun comes to an end, and nobody who
// keeps asking for pages that are not there shuts the others out.
const before = 4

/**
 * Begins the pages of a crowd that signs in one at a time and no faster than leaves room for everybody else: while programs
 * ask for tokens, they get more than half of the time of this process. Whoever has a session passes, and nobody waits for
 * somebody else's work to end.
 */
export function pacePages(sessionCookie: string): Koa.Middleware {
  let [underWay, programsAskedAt] = [0, Number.NEGATIVE_INFINITY]
  const room = roomMaker()
  const enter = door(async (waiting) => {
    await setImmediate()
    const isWithPrograms = performance.now() - programsAskedAt < seconds(1) * 1000
    if (underWay >= few && isWithPrograms) await room(Math.min(longest, longestQueue / waiting))
  })
  return async function pacePages(ctx, next) {
    if (!ofSignIns.test(ctx.path)) {
      programsAskedAt = performance.now()
      return next()
    }
    if (ctx.get('cookie').includes(`${sessionCookie}=`)) return next()
    await enter({ isNew: ctx.path === entrance })
    // Nobody is there any more to read the page.
    if (ctx.req.socket.destroyed) return
    underWay += 1
    try {
      await next()
    } finally {
      underWay -= 1
    }
  }
}

interface Arrival {
  readonly isNew: boolean
}

function door(beforeEach: (waiting: number) => Promise<void>): (arrival: Arrival) => Promise<void> {
  const [onTheWay, newcomers]: [(() => void)[], (() => void)[]] = [[], []]
  let isOpen = false
  const letIn = async () => {
    isOpen = true
    for (let turn = 0; onTheWay.length + newcomers.length > 0; turn += 1) {
      await beforeEach(onTheWay.length + newcomers.length)
      const isForNewcomer = turn % (before + 1) === before && newcomers.length > 0
      const enter = isForNewcomer ? newcomers.shift() : (onTheWay.shift() ?? newcomers.shift())
      enter?.()
    }
    isOpen = false
  }
  return ({ isNew }) =>
    new Promise((resolve) => {
      const queue = isNew ? newcomers : onTheWay
      queue.push(resolve)
      if (!isOpen) void letIn()
    })
}

// Waits until the event loop has slept its part of the time since the last one was let in.
function roomMaker(): (patience: number) => Promise<void> {
  let since = performance.eventLoopUtilization()
  return async (patience) => {
    const startedAt = performance.now()
    while (performance.eventLoopUtilization(since).utilization > share && performance.now() - startedAt < patience) {
      await setTimeout(1)
    }
    since = performance.eventLoopUtilization()
  }
}
