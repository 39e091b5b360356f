import type { Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** What operators change while the product runs; each key holds one JSON value. */
export interface Settings {
  find<T>(key: string): Promise<T | undefined>
  save(key: string, value: Prisma.InputJsonValue, at: Date): Promise<void>
  /** Writes only when the key is absent and answers the value that stands: many starters, one winner. */
  keep<T extends Prisma.InputJsonValue>(key: string, value: T, at: Date): Promise<T>
  delete(key: string): Promise<boolean>
}

export function settings(db: Db): Settings {
  const find = async <T>(key: string) => {
    const row = await db.setting.findUnique({ where: { key } })
    // Callers name the type they stored under this key; the column is their own.
    return row ? (row.value as T) : undefined
  }
  return {
    find,
    async save(key, value, at) {
      await db.setting.upsert({
        where: { key },
        create: { key, value, updatedAt: at },
        update: { value, updatedAt: at },
      })
    },
    async keep<T extends Prisma.InputJsonValue>(key: string, value: T, at: Date) {
      await db.setting.createMany({ data: [{ key, value, updatedAt: at }], skipDuplicates: true })
      return (await find<T>(key)) ?? value
    },
    async delete(key) {
      return (await db.setting.deleteMany({ where: { key } })).count === 1
    },
  }
}
