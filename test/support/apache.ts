import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const server = '/usr/sbin/apache2'
const modules = '/usr/lib/apache2/modules'

/** Whether Debian's Apache with mod_auth_openidc is here. */
export function findApache(): boolean {
  return existsSync(server) && existsSync(join(modules, 'mod_auth_openidc.so'))
}

export interface Apache {
  readonly origin: string
  /** What it wrote about what went wrong. */
  said(): string
  close(): Promise<void>
}

/** Starts Apache on a free port of this machine, with the lines that are given for it. */
export async function startApache(directives: (origin: string) => Promise<string>): Promise<Apache> {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-apache-'))
  const origin = `http://127.0.0.1:${await freePort()}`
  mkdirSync(join(directory, 'web/protected'), { recursive: true })
  writeFileSync(join(directory, 'web/protected/index.html'), 'protected')
  // Its workers run as somebody else when the test runs as root.
  for (const path of ['', 'web', 'web/protected']) chmodSync(join(directory, path), 0o755)
  const configuration = join(directory, 'apache.conf')
  writeFileSync(configuration, base(directory, new URL(origin).host) + (await directives(origin)))
  const child = spawn(server, ['-X', '-f', configuration], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const close = async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(directory, { recursive: true, force: true })
  }
  const log = join(directory, 'error.log')
  const said = () => (existsSync(log) ? readFileSync(log, 'utf8') : '')
  const deadline = performance.now() + 10_000
  while (!(await answers(origin))) {
    if (child.exitCode === null && performance.now() < deadline) continue
    const words = said()
    await close()
    throw new Error(`Apache did not start: ${words}`)
  }
  return { origin, said, close }
}

function base(directory: string, listen: string): string {
  const names = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'dir', 'headers', 'auth_openidc']
  return `
ServerRoot ${directory}
ServerName ${listen}
Listen ${listen}
PidFile ${directory}/pid
Mutex file:${directory}
ErrorLog ${directory}/error.log
DocumentRoot ${directory}/web
DirectoryIndex index.html
${names.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
`
}

async function answers(origin: string): Promise<boolean> {
  try {
    await fetch(origin)
    return true
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50))
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
