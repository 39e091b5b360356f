import type { Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'
import type { RecentRows } from './recent-rows.ts'

/** What operators change while the product runs; each key holds one JSON value. */
export interface Settings {
  /** As it was a second ago at most, if another process has changed it. */
  find<T>(key: string): Promise<T | undefined>
  save(key: string, value: Prisma.InputJsonValue, at: Date): Promise<void>
  /** Writes only when the key is absent and answers the value that stands: many starters, one winner. */
  keep<T extends Prisma.InputJsonValue>(key: string, value: T, at: Date): Promise<T>
  delete(key: string): Promise<boolean>
}

export function settings(db: Db, recent: RecentRows): Settings {
  const read = async <T>(key: string) => {
    const row = await db.setting.findUnique({ where: { key } })
    // Callers name the type they stored under this key; the column is their own.
    return row ? (row.value as T) : undefined
  }
  return {
    // That a setting was never made is worth keeping as well.
    async find<T>(key: string) {
      return (await recent.find(`setting ${key}`, async () => ({ value: await read<T>(key) })))?.value
    },
    async save(key, value, at) {
      const columns = { value, updatedAt: at }
      await db.setting
        .upsert({ where: { key }, create: { key, ...columns }, update: columns })
        .finally(() => recent.forget())
    },
    async keep<T extends Prisma.InputJsonValue>(key: string, value: T, at: Date) {
      const data = [{ key, value, updatedAt: at }]
      await db.setting.createMany({ data, skipDuplicates: true }).finally(() => recent.forget())
      return (await read<T>(key)) ?? value
    },
    async delete(key) {
      return (await db.setting.deleteMany({ where: { key } }).finally(() => recent.forget())).count === 1
    },
  }
}
