// Prepares a clone so that it can start: packages, Prisma client, compiled code, template of the embedded database.
// npm runs it before start, test and check; it does only what has changed since it last ran, and says what it does.
// Plain JavaScript without packages, because it must work on any Node from 20 on in a folder that has nothing yet.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (...names) => join(root, ...names)
const generated = at('src', 'store', 'generated')
const program = at('dist', 'src', 'main.js')
const template = at('dist', 'prisma', 'cluster')
const stamps = at('dist', '.setup.json')
const turn = at('dist', '.setup.turn')

const steps = [
  {
    name: 'client',
    sources: [at('prisma', 'schema.prisma')],
    made: generated,
    announcement: 'Generating the database client',
    work: generateClient,
  },
  {
    name: 'code',
    sources: [at('src'), at('views'), at('tsconfig.json'), at('prisma')],
    made: program,
    announcement: 'Compiling',
    work: compile,
  },
  {
    name: 'template',
    sources: [at('prisma', 'migrations')],
    made: template,
    announcement: 'Preparing the embedded database',
    work: makeTemplate,
  },
]

if (!packagesInstalled() || steps.some(isMissing)) {
  takeTurn()
  // Looked at once more: another start may have done it meanwhile.
  if (!packagesInstalled()) say('Installing packages', installPackages)
  for (const step of steps.filter(isMissing)) {
    say(step.announcement, step.work)
    writeFileSync(stamps, JSON.stringify({ ...readJson(stamps), [step.name]: wanted(step) }, null, 2))
  }
}

function isMissing(step) {
  return !existsSync(step.made) || readJson(stamps)?.[step.name] !== wanted(step)
}

function wanted({ sources }) {
  return `${digest([at('package-lock.json')])}:${digest(sources)}`
}

// Two starts at once would delete each other's packages: the second waits, and then finds everything done.
function takeTurn() {
  mkdirSync(at('dist'), { recursive: true })
  for (let waiting = false; !isMine(turn); waiting = true) {
    if (!waiting) console.log('Waiting for another start that prepares this clone …')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250)
  }
  process.on('exit', () => rmSync(turn, { force: true }))
}

function isMine(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (isAbandoned(file)) rmSync(file, { force: true })
    return false
  }
}

// Whoever was killed leaves it behind; after so long also if its number has gone to another process.
function isAbandoned(file) {
  try {
    const owner = Number(readFileSync(file, 'utf8'))
    if (Date.now() - statSync(file).mtimeMs > 15 * 60_000) return true
    // Empty for the moment between making and writing it.
    if (owner > 0 && owner !== process.pid) process.kill(owner, 0)
    return owner === process.pid
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function say(announcement, work) {
  console.log(`${announcement} …`)
  work()
}

// npm notes in node_modules what it has installed there; optional packages for other platforms are rightly absent.
function packagesInstalled() {
  const wanted = readJson(at('package-lock.json'))?.packages ?? {}
  const installed = readJson(at('node_modules', '.package-lock.json'))?.packages ?? {}
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    const found = installed[path]
    if (path === '' || (found === undefined && optional)) return true
    return found?.version === version && found?.integrity === integrity
  })
}

function installPackages() {
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { npm_execpath: npm, npm_node_execpath: node } = process.env
  if (npm && node) run(node, [npm, ...options])
  else run('npm', options, { shell: process.platform === 'win32' })
}

// The Prisma CLI would download its schema engine, which generating does not use: any executable will do.
function generateClient() {
  const cli = at('node_modules', 'prisma', 'build', 'index.js')
  const env = {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  }
  runNode([cli, 'generate', '--no-hints', '--config', at('prisma', 'prisma.config.ts')], { env, quiet: true })
}

function compile() {
  for (const stale of ['src', 'views', '.tsbuildinfo']) rmSync(at('dist', stale), { recursive: true, force: true })
  runNode([at('node_modules', 'typescript', 'bin', 'tsc'), '--project', root])
  for (const plain of [join('prisma', 'migrations'), join('views', 'assets')]) {
    rmSync(at('dist', plain), { recursive: true, force: true })
    if (existsSync(at(plain))) cpSync(at(plain), at('dist', plain), { recursive: true })
  }
}

function makeTemplate() {
  const script =
    'const { makeTemplate } = await import("./src/store/database/template.js"); await makeTemplate("prisma/cluster")'
  runNode(['--input-type=module', '--eval', script], { cwd: at('dist') })
}

// Node 24 comes as a package, so that the Node that npm runs on may be older.
function runNode(args, options) {
  const packaged = at('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  run(existsSync(packaged) ? packaged : process.execPath, args, options)
}

function run(command, args, { env, cwd = root, quiet = false, shell = false } = {}) {
  const output = quiet ? 'pipe' : 'inherit'
  const result = spawnSync(command, args, {
    cwd,
    shell,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  })
  if (result.status === 0) return
  if (quiet) process.stderr.write(`${result.stdout}${result.stderr}`)
  if (result.error) console.error(result.error.message)
  process.exit(result.status || 1)
}

function digest(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(filesUnder)) hash.update(relative(root, file)).update(readFileSync(file))
  return hash.digest('hex')
}

function filesUnder(path) {
  if (path.startsWith(generated + sep) || path === generated) return []
  if (!existsSync(path)) return []
  const entries = readdirOrUndefined(path)
  return entries === undefined ? [path] : entries.sort().flatMap((name) => filesUnder(join(path, name)))
}

function readdirOrUndefined(path) {
  try {
    return readdirSync(path)
  } catch {
    return undefined
  }
}

// Not there, or half written by somebody who is at it: nothing is known.
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
