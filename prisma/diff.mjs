// Prints the SQL that leads from the migrations to schema.prisma; nothing when they agree.
//   node prisma/diff.mjs > next.sql       what the next migration must do
//   node prisma/diff.mjs --all > all.sql  everything, as if there were no migrations
// Works offline: the schema engine is a WebAssembly module, the database an in-memory PGlite.
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import { PrismaPGlite } from 'pglite-prisma-adapter'

const folder = new URL('.', import.meta.url)
const filters = { externalTables: [], externalEnums: [] }

/** The SQL that leads from what the scripts make to the schema. */
export async function diff(scripts) {
  const database = await PGlite.create()
  try {
    for (const sql of scripts) await database.exec(sql)
    return await differenceFrom(database)
  } finally {
    await database.close()
  }
}

async function differenceFrom(database) {
  await loadEngine()
  const path = 'schema.prisma'
  const schema = { files: [{ path, content: await readFile(new URL(path, folder), 'utf8') }] }
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(database))
  const schemaEngine = await engine.SchemaEngine.new(
    { datamodels: [[path, schema.files[0].content]] },
    () => {},
    adapter,
  )
  const result = await schemaEngine.diff({
    from: { tag: 'schemaDatasource', configDir: '.', ...schema },
    to: { tag: 'schemaDatamodel', ...schema },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters,
  })
  return (result.stdout ?? '').trim()
}

/** The scripts of the migrations, in order. */
export async function readMigrations() {
  const entries = await readdir(new URL('migrations/', folder), { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(names.sort().map((name) => readFile(new URL(`migrations/${name}/migration.sql`, folder), 'utf8')))
}

async function loadEngine() {
  const file = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm')
  const { instance } = await WebAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': engine })
  engine.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const sql = await diff(process.argv.includes('--all') ? [] : await readMigrations())
  if (!sql.startsWith('-- This is an empty migration')) process.stdout.write(`${sql}\n`)
}
