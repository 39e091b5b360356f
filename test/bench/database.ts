import { createDatabase, databaseUrl, dropDatabase } from '../support/postgres-template.ts'

/** A database of one run on the server of BENCH_DATABASE_URL; without it the product brings its own. */
export interface BenchDatabase {
  readonly env: Readonly<Record<string, string>>
  drop(): Promise<void>
}

/** Makes an empty database, so that runs do not measure what earlier ones left behind. */
export async function makeDatabase(): Promise<BenchDatabase> {
  const server = process.env['BENCH_DATABASE_URL']
  if (server === undefined) return { env: {}, drop: async () => {} }
  const name = await createDatabase(server)
  return { env: { BENCH_DATABASE_URL: databaseUrl(server, name) }, drop: () => dropDatabase(server, name) }
}
