import { AppError } from '../errors.ts'
import type { Sql } from './database.ts'
import { type Client as ClientRow, Prisma } from './generated/client.ts'
import { type Db, escapeLike, isBeyond, isMissingRow } from './prisma.ts'
import type { RecentRows } from './recent-rows.ts'

/** An OAuth application. */
export type Client = Omit<ClientRow, 'logo'>
export type NewClient = WithKeys<Prisma.ClientUncheckedCreateInput>
export type ClientColumns = Omit<NewClient, 'id' | 'clientId' | 'secretDigest' | 'createdAt' | 'updatedAt'>
export type ClientChange = WithKeys<Omit<Prisma.ClientUncheckedUpdateInput, 'id' | 'clientId'>>

// A key set is there or null; Prisma wants a null that is told from JSON's.
type WithKeys<Columns> = Omit<Columns, 'jwks'> & { readonly jwks?: Prisma.InputJsonObject | null }

export interface ClientPage {
  readonly nameQuery?: string | undefined
  readonly orderBy: 'createdAt' | 'name'
  readonly descending: boolean
  readonly limit: number
  readonly offset: number
  /** Only applications after this one, in the order of `createdAt`. */
  readonly after?: { readonly createdAt: Date; readonly id: string } | undefined
}

export interface Clients {
  find(id: string): Promise<Client | undefined>
  get(id: string): Promise<Client>
  /** As it was a second ago at most, if another process has changed it. */
  findByClientId(clientId: string): Promise<Client | undefined>
  findLogo(id: string): Promise<{ readonly bytes: Uint8Array; readonly type: string } | undefined>
  list(page: ClientPage): Promise<{ readonly data: readonly Client[]; readonly total: number }>
  /** Every scope some application may ask for. */
  listScopes(): Promise<readonly string[]>
  create(client: NewClient): Promise<Client>
  update(id: string, change: ClientChange): Promise<Client>
  delete(id: string): Promise<boolean>
}

const withoutLogo = { logo: true } as const

// Every protocol request looks for its application; the logo, which may be large, stays where it is.
const columns = Object.values(Prisma.ClientScalarFieldEnum).filter((name) => name !== 'logo')
const found = `SELECT ${columns.map((name) => `"${name}"`).join(', ')} FROM clients WHERE "clientId" = $1`

export function clients(db: Db, sql: Sql, recent: RecentRows): Clients {
  const find = async (where: Prisma.ClientWhereInput) =>
    (await db.client.findFirst({ where, omit: withoutLogo })) ?? undefined
  return {
    find: (id) => find({ id }),
    async get(id) {
      const client = await find({ id })
      if (!client) throw new AppError('client.unknown', { id })
      return client
    },
    // PostgreSQL has no text with a NUL in it, and no application has such an id.
    findByClientId: async (clientId) =>
      clientId.includes('\0')
        ? undefined
        : recent.find(`client ${clientId}`, async () => (await sql.query<Client>(found, [clientId]))[0]),
    async findLogo(id) {
      const row = await db.client.findUnique({ where: { id }, select: { logo: true, logoType: true } })
      return row?.logo && row.logoType ? { bytes: row.logo, type: row.logoType } : undefined
    },
    async list({ nameQuery, orderBy, descending, limit, offset, after }) {
      const order = descending ? 'desc' : 'asc'
      const where: Prisma.ClientWhereInput = nameQuery
        ? { OR: [{ name: { contains: escapeLike(nameQuery), mode: 'insensitive' } }, { clientId: nameQuery }] }
        : {}
      const [data, total] = await Promise.all([
        db.client.findMany({
          where: { AND: [where, after ? isBeyond(after, order) : {}] },
          omit: withoutLogo,
          orderBy: [{ [orderBy]: order }, { id: order }],
          take: limit,
          skip: offset,
        }),
        db.client.count({ where }),
      ])
      return { data, total }
    },
    async listScopes() {
      // Grouped by the database: there are few different lists among many applications.
      const rows = await db.client.groupBy({ by: ['scopes'] })
      return [...new Set(rows.flatMap((row) => row.scopes.split(' ')))]
    },
    create: (client) =>
      db.client
        .create({ data: { ...client, jwks: nullable(client.jwks) }, omit: withoutLogo })
        .finally(() => recent.forget()),
    async update(id, change) {
      try {
        const { jwks, ...rest } = change
        const data = jwks === undefined ? rest : { ...rest, jwks: nullable(jwks) }
        return await db.client.update({ where: { id }, data, omit: withoutLogo })
      } catch (error) {
        if (isMissingRow(error)) throw new AppError('client.unknown', { id }, { cause: error })
        throw error
      } finally {
        recent.forget()
      }
    },
    async delete(id) {
      const { count } = await db.client.deleteMany({ where: { id } }).finally(() => recent.forget())
      return count === 1
    },
  }
}

function nullable(jwks: Prisma.InputJsonObject | null | undefined) {
  return jwks ?? Prisma.DbNull
}
