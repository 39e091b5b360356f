import type Koa from 'koa'
import { refuseUnstorable } from './read-json.ts'

/** The query of a request; lists may be written `name=a&name=b` or `name[]=a&name[]=b`. */
export function readQuery(ctx: Koa.Context): Readonly<Record<string, unknown>> {
  const values = new Map<string, string[]>()
  for (const [rawName, value] of new URLSearchParams(ctx.querystring)) {
    const name = rawName.replace(/\[\d*\]$/, '')
    refuseUnstorable(value, name)
    if (name !== '__proto__') values.set(name, [...(values.get(name) ?? []), value])
  }
  return Object.fromEntries([...values].map(([name, list]) => [name, list.length === 1 ? list[0] : list]))
}
