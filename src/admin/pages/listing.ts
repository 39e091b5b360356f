import { z } from 'zod'
import type { Pages } from '../../../views/components/controls/pager.tsx'
import type { Operator } from '../access.ts'

/** How many things a page of a list shows. */
export const pageSize = 25

const asked = z.object({
  q: z.string().max(200).catch(''),
  filter: z.string().max(40).catch(''),
  after: z
    .string()
    .regex(/^\w{1,100}$/)
    .optional()
    .catch(undefined),
})

export type Asked = z.output<typeof asked>

/** What the address of a list asks for; nonsense asks for nothing. */
export function askedOf({ ctx }: Operator): Asked {
  const { q, ...rest } = asked.parse(ctx.query)
  return { ...rest, q: q.replaceAll('\0', '').trim() }
}

/** Cuts what was read, one more than a page, and says where the other pages are. */
export function pageOf<Row>(
  operator: Operator,
  rows: readonly Row[],
  cursorOf: (last: Row) => string,
): { readonly shown: readonly Row[]; readonly pages: Pages } {
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  const next = rows.length > pageSize && last !== undefined ? addressOfPage(operator, cursorOf(last)) : undefined
  return {
    shown,
    pages: { next, first: operator.ctx.query['after'] === undefined ? undefined : addressOfPage(operator) },
  }
}

/** The address of another page of the same list: the one after an entry, or the first. */
export function addressOfPage({ ctx }: Operator, after?: string): string {
  const query = new URLSearchParams(ctx.querystring)
  for (const name of ['after', 'saved', 'lang']) query.delete(name)
  if (after !== undefined) query.set('after', after)
  const text = query.toString()
  return text === '' ? ctx.path : `${ctx.path}?${text}`
}
