import { AppError } from '../errors.ts'
import type { Prisma, Resource as ResourceRow } from './generated/client.ts'
import { type Db, isMissingRow, isUniqueViolation } from './prisma.ts'
import type { RecentRows } from './recent-rows.ts'

/** An API that accepts our access tokens (RFC 8707). */
export type Resource = ResourceRow

export interface Resources {
  find(id: string): Promise<Resource | undefined>
  /** As it was a second ago at most, if another process has changed it. */
  findByIdentifier(identifier: string): Promise<Resource | undefined>
  list(): Promise<readonly Resource[]>
  create(resource: Prisma.ResourceUncheckedCreateInput): Promise<Resource>
  update(id: string, change: Omit<Prisma.ResourceUncheckedUpdateInput, 'id'>): Promise<Resource>
  delete(id: string): Promise<boolean>
}

export function resources(db: Db, recent: RecentRows): Resources {
  return {
    find: async (id) => (await db.resource.findUnique({ where: { id } })) ?? undefined,
    findByIdentifier: (identifier) =>
      recent.find(
        `resource ${identifier}`,
        async () => (await db.resource.findUnique({ where: { identifier } })) ?? undefined,
      ),
    list: () => db.resource.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] }),
    async create(resource) {
      try {
        return await db.resource.create({ data: resource })
      } catch (error) {
        if (isUniqueViolation(error)) throw new AppError('resource.taken', { identifier: resource.identifier })
        throw error
      } finally {
        recent.forget()
      }
    },
    async update(id, change) {
      try {
        return await db.resource.update({ where: { id }, data: change })
      } catch (error) {
        if (isMissingRow(error)) throw new AppError('resource.unknown', { id })
        if (isUniqueViolation(error)) throw new AppError('resource.taken', { id })
        throw error
      } finally {
        recent.forget()
      }
    },
    async delete(id) {
      const { count } = await db.resource.deleteMany({ where: { id } }).finally(() => recent.forget())
      return count === 1
    },
  }
}
