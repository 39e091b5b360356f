import { z } from 'zod'

/** A whole number in a query. */
export function whole(least: number, most: number, fallback: number) {
  return z
    .string()
    .regex(/^-?\d{1,12}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`))
    .default(fallback)
}

/** `limit` and `offset` as every list takes them. */
export const page = { limit: whole(1, 500, 10), offset: whole(0, 1_000_000_000, 0) }

/** What a list is ordered by: `+column`, `-column` or `column`; of several, the first wins. */
export function order<Column extends string>(columns: readonly Column[], fallback: `${'+' | '-'}${Column}`) {
  return z
    .union([z.string(), z.array(z.string())])
    .default(fallback)
    .transform((value, ctx) => {
      // A "+" that nobody escaped arrives as a space.
      const first =
        String(Array.isArray(value) ? value[0] : value)
          .split(',')[0]
          ?.trim() ?? ''
      const column = columns.find((name) => name === first.replace(/^[+-]/, ''))
      if (column !== undefined) return { column, descending: first.startsWith('-') }
      ctx.issues.push({
        code: 'custom',
        input: value,
        message: `must be one of ${columns.join(', ')}, with + or - before it`,
      })
      return z.NEVER
    })
}

/** A list in a query: one value or several. */
export function several(longest = 256, most = 100) {
  const item = z.string().max(longest)
  return z.union([item.transform((one) => [one]), z.array(item).max(most)]).optional()
}

/** A moment in a query, in milliseconds since 1970. */
export const moment = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a time in milliseconds')
  .transform((text) => new Date(Number(text)))
  .optional()

/** Yes or no in a query. */
export const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((word) => word === 'true')
  .optional()

/** A JSON object of any shape, for metadata. */
export const jsonObject = z.record(z.string(), z.json())
