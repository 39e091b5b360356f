import type Koa from 'koa'
import { AppError } from '../../../errors.ts'
import { refusedParams } from './parse-input.ts'

// Boundaries and headers around the file itself.
const frame = 64 * 1024

/** The file in the field `file` of a multipart body, up to `limit` bytes. */
export async function readFile(ctx: Koa.Context, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!ctx.is('multipart/form-data')) throw new AppError('media.unsupported', { expected: 'multipart/form-data' })
  const form = await parse(await readBytes(ctx, limit + frame), ctx.get('content-type'))
  const file = form.get('file')
  if (!(file instanceof Blob))
    throw refusedParams([{ code: 'form_param_missing', param: 'file', reason: 'is missing' }])
  if (file.size > limit) throw new AppError('input.too-large')
  return new Uint8Array(await file.arrayBuffer())
}

async function readBytes(ctx: Koa.Context, limit: number): Promise<Buffer<ArrayBuffer>> {
  if ((ctx.request.length ?? 0) > limit) throw new AppError('input.too-large')
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop must not close the connection, or the sender would never see the refusal.
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw new AppError('input.too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

// The platform knows how to read multipart bodies of answers; ours is handed over as one.
async function parse(bytes: Buffer<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData()
  } catch (cause) {
    throw new AppError('input.invalid', { body: 'is not a multipart form' }, { cause })
  }
}
