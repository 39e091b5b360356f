import type { FileHandle } from 'node:fs/promises'

const longestLine = 160

/** Whether a file of sorted lines, each a hash or `hash:count`, holds a hash; it reads a few blocks, not the file. */
export async function sortedFileHolds(file: FileHandle, hash: string): Promise<boolean> {
  let low = 0
  let high = (await file.stat()).size
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const line = await lineFrom(file, middle)
    if (line === undefined || line.start >= high) {
      high = middle
      continue
    }
    if (line.hash === hash) return true
    if (line.hash < hash) low = line.end
    else high = middle
  }
  return false
}

// The first line that begins at this place or after it.
async function lineFrom(file: FileHandle, place: number) {
  const from = Math.max(0, place - 1)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2 * longestLine), 0, 2 * longestLine, from)
  const text = buffer.toString('latin1', 0, bytesRead)
  const begin = place === 0 ? 0 : text.indexOf('\n') + 1
  if (place > 0 && begin === 0) return undefined
  const [line = ''] = text.slice(begin).split('\n')
  if (line === '') return undefined
  const hash = (line.split(':')[0] ?? '').trim().toUpperCase()
  return { hash, start: from + begin, end: from + begin + line.length + 1 }
}
