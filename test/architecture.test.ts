import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSources, root, type Source } from './support/sources.ts'

const sources = readSources('src', 'views')

/** Who may import whom; a trailing `(type)` allows types only. What is not listed here puts the parts together. */
const door = ['http', 'core', 'views', 'errors.ts', 'kit', 'services.ts (type)', 'config.ts (type)', 'store (type)']
const mayImport: Record<string, readonly string[]> = {
  'errors.ts': [],
  kit: ['errors.ts'],
  configuration: ['kit', 'errors.ts', 'config.ts (type)'],
  'config.ts': ['configuration', 'kit', 'errors.ts'],
  'services.ts': ['config.ts (type)', 'kit (type)', 'store (type)'],
  store: ['kit', 'errors.ts'],
  core: ['store', 'kit', 'errors.ts', 'services.ts (type)', 'config.ts (type)'],
  http: ['core', 'kit', 'errors.ts', 'views', 'services.ts (type)', 'config.ts (type)', 'store (type)'],
  oidc: ['core', 'store', 'http', 'views', 'kit', 'errors.ts', 'services.ts (type)', 'config.ts (type)'],
  interaction: door,
  account: door,
  admin: door,
  try: door,
  'dialects/cloudbase': [...door, 'dialects'],
  'dialects/nhost': [...door, 'dialects'],
  'dialects/prelude': [...door, 'dialects'],
  mail: ['core', 'views', 'kit', 'errors.ts', 'services.ts (type)', 'config.ts (type)', 'store (type)'],
  views: [],
}

/** What may be named in one place only. */
const singleHomes: readonly { readonly what: RegExp; readonly only: readonly string[] }[] = [
  { what: /\bprocess\.env\b/, only: ['src/config.ts', 'src/threads.ts'] },
  { what: /\bDate\.now\(|\bnew Date\(\)/, only: ['src/kit/clock.ts'] },
  { what: /\brandom(Bytes|UUID|Int|FillSync|Fill)\b|getRandomValues/, only: ['src/kit/ids.ts', 'src/kit/secrets.ts'] },
  { what: /\bMath\.random\b|\bconsole\./, only: [] },
  { what: /\bglobalThis\.fetch\(/, only: ['src/kit/outbound.ts'] },
  { what: /\bdangerouslySetInnerHTML\b|\binnerHTML\b/, only: [] },
  { what: /\bTODO\b|\bFIXME\b|@ts-ignore|@ts-expect-error/, only: [] },
]
const packageHomes: Record<string, readonly string[]> = {
  pino: ['src/kit/log.ts'],
  argon2: ['src/kit/passwords.ts'],
  undici: ['src/kit/'],
  pg: ['src/store/database/'],
  '@electric-sql/pglite': ['src/store/database/'],
  'pglite-prisma-adapter': ['src/store/database/'],
  '@prisma/adapter-pg': ['src/store/database/'],
  'node:sqlite': ['src/store/database/data-dir-lock.ts'],
  'openid-client': ['src/core/federation/upstream.ts', 'src/try/'],
  'oidc-provider': ['src/oidc/', 'src/interaction/'],
  'preact-render-to-string': ['src/http/page.tsx', 'src/mail/'],
  nodemailer: ['src/mail/'],
}

const longest = 200
const fullest = 12
/** Folders that are catalogues: one entry for each thing of a kind, found by its name. */
const catalogues = new Set([
  'src', // the map of the house
  'src/core', // one noun per folder
  'src/oidc', // the protocol's configuration, one concern per file
  'src/store', // one noun per file
  'src/core/federation', // the operations of signing in elsewhere and their parts
  'src/core/federation/providers', // one provider per file
  'src/http', // one part of the edge per file
  'src/account', // one page per file
  'views', // one group of pages per folder
  'views/account', // one page per file
  'views/mail/templates', // one mail per file
  'views/assets/providers', // one mark per provider
])

test('imports go from door to core to store, never sideways or back', () => {
  const wrong = sources.flatMap((source) =>
    source.imports
      .filter(({ target }) => /^(src|views)\//.test(target))
      .filter(({ target, typeOnly }) => !isAllowed(areaOf(source.path), areaOf(target), typeOnly))
      .map(({ target, typeOnly }) => `${source.path} imports ${typeOnly ? 'types of ' : ''}${target}`),
  )
  expect(wrong).toEqual([])
})

test('only the store knows the generated database client', () => {
  expect(importersOf((target) => target.includes('/generated/'), ['src/store/'])).toEqual([])
})

test('what has a single home is found nowhere else', () => {
  const wrong = singleHomes.flatMap(({ what, only }) =>
    sources.filter(({ path, code }) => what.test(code) && !only.includes(path)).map(({ path }) => `${path}: ${what}`),
  )
  expect(wrong).toEqual([])
})

test('a package that we wrap is imported by its wrapper only', () => {
  const wrong = Object.entries(packageHomes).flatMap(([name, homes]) =>
    importersOf((target) => target === name || target.startsWith(`${name}/`), homes),
  )
  expect(wrong).toEqual([])
})

test('requests leave through the fetch that is handed over, never the global one', () => {
  const wrong = sources.filter(({ path, code }) => {
    const bound = /\{[^{}]*\bfetch\b[^{}]*\}\s*(:|=)|\bfetch\s*[:?]|\bfunction fetch\b/.test(code)
    return /(^|[^.\w])fetch\(/m.test(code) && !bound && path !== 'src/kit/outbound.ts'
  })
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('files and folders stay small enough to take in', () => {
  const long = sources.filter(({ lines }) => lines > longest).map(({ path, lines }) => `${path}: ${lines} lines`)
  const full = foldersOf('src', 'views')
    .map((folder) => ({ folder, entries: entriesOf(folder).length }))
    .filter(({ folder, entries }) => entries > fullest && !catalogues.has(folder))
    .map(({ folder, entries }) => `${folder}: ${entries} entries`)
  expect([...long, ...full]).toEqual([])
})

test('names say what a file is about', () => {
  const vague = sources.map(({ path }) => path).filter((path) => /\b(utils?|helpers?|index|misc)\.tsx?$/.test(path))
  expect(vague).toEqual([])
})

test('every folder of the source explains itself; those further down are explained by the one above', () => {
  const deep = (folder: string) => folder.split('/').length
  const silent = foldersOf('src')
    .filter((folder) => deep(folder) === 2 || (deep(folder) === 3 && entriesOf(folder).length > 4))
    .filter((folder) => !existsSync(join(root, folder, 'README.md')))
  expect(silent).toEqual([])
})

test('no file of the repository depends on the machine it was written on', () => {
  const machine = new RegExp(
    ['(^|[\\s"\'`(=])/(home|Users|root|work)/\\w', 'registry\\.npmjs', '"resolved":'].join('|'),
    'm',
  )
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean)
  const text = files.filter(
    (file) => !/\.(png|ico|woff2?)$|architecture\.test\.ts$/.test(file) && existsSync(join(root, file)),
  )
  expect(text.filter((file) => machine.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})

/** `src/core/users/x.ts` belongs to `core`, `src/dialects/nhost/x.ts` to `dialects/nhost`, `src/app.ts` to itself. */
function areaOf(path: string): string {
  const [top = '', first = '', second = '', ...rest] = path.split('/')
  if (top === 'views') return 'views'
  return first === 'dialects' && rest.length > 0 ? `${first}/${second}` : first
}

function isAllowed(from: string, to: string, typeOnly: boolean): boolean {
  const allowed = mayImport[from]
  return from === to || allowed === undefined || allowed.includes(to) || (typeOnly && allowed.includes(`${to} (type)`))
}

function importersOf(matches: (target: string) => boolean, homes: readonly string[]): string[] {
  const atHome = ({ path }: Source) => homes.some((home) => path.startsWith(home))
  const imports = (source: Source) => source.imports.find(({ target }) => matches(target))
  return sources
    .filter((source) => imports(source) && !atHome(source))
    .map((source) => `${source.path} imports ${imports(source)?.target}`)
}

function foldersOf(...tops: string[]): string[] {
  const below = globSync(
    tops.map((top) => `${top}/**/*`),
    { cwd: root },
  ).filter((path) => statSync(join(root, path)).isDirectory())
  return [...tops, ...below].filter((folder) => !folder.includes('generated') && entriesOf(folder).length > 0).sort()
}

function entriesOf(folder: string): string[] {
  return readdirSync(join(root, folder)).filter((entry) => entry !== 'README.md' && entry !== 'generated')
}
