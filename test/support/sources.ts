import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Import {
  /** A path from the top of the repository, or the name of a package. */
  readonly target: string
  readonly typeOnly: boolean
}

export interface Source {
  readonly path: string
  readonly lines: number
  /** The text without comments, so that a comment may name what code may not. */
  readonly code: string
  readonly imports: readonly Import[]
}

/** Every hand-written TypeScript file below the folders. */
export function readSources(...folders: string[]): Source[] {
  const patterns = folders.map((folder) => `${folder}/**/*.{ts,tsx}`)
  const paths = globSync(patterns, { cwd: root }).filter((path) => !path.includes('generated'))
  return paths.sort().map((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const code = withoutComments(text)
    return { path, lines: text.split('\n').length - 1, code, imports: readImports(path, code) }
  })
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}

const statement = /\b(?:import|export)\b\s*(type\b)?\s*([\w*{][^'"]*?)?\s*\bfrom\s*'([^']+)'/g
const bare = /\bimport\s*\(?\s*'([^']+)'/g

function readImports(path: string, code: string): Import[] {
  const named = [...code.matchAll(statement)].map(([, type, names = '', target = '']) => ({
    target: resolveTarget(path, target),
    typeOnly: type !== undefined || onlyTypes(names),
  }))
  const whole = [...code.matchAll(bare)].map(([, target = '']) => ({
    target: resolveTarget(path, target),
    typeOnly: false,
  }))
  return [...named, ...whole]
}

function onlyTypes(names: string): boolean {
  const inside = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]
  const members = inside?.split(',').filter((member) => member.trim() !== '') ?? []
  return members.length > 0 && members.every((member) => member.trim().startsWith('type '))
}

function resolveTarget(path: string, target: string): string {
  return target.startsWith('.') ? normalize(join(dirname(path), target)).replaceAll('\\', '/') : target
}
