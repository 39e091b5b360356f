/** The only source of the current time. */
export interface Clock {
  now(): Date
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() }

/** A length of time in whole seconds. */
export type Seconds = number

export const seconds = (count: number): Seconds => count
export const minutes = (count: number): Seconds => count * 60
export const hours = (count: number): Seconds => count * 3600
export const days = (count: number): Seconds => count * 86_400

/** The moment `duration` seconds after `from`. */
export function after(from: Date, duration: Seconds): Date {
  return new Date(from.getTime() + duration * 1000)
}

/** A moment as whole seconds since 1970, the form of JWT claims (RFC 7519 section 2, NumericDate). */
export function epoch(moment: Date): Seconds {
  return Math.floor(moment.getTime() / 1000)
}
