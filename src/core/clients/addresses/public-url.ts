import { isIP } from 'node:net'
import type { Config } from '../../../config.ts'
import { addressKind } from '../../../kit/address-guard.ts'

/**
 * Whether an address of an application may be stored for us or for browsers to call: https and no address literal
 * that is not public; while developing also this machine. Names are checked again when they are resolved.
 */
export function isPublicUrl(text: string, { loopback }: Pick<Config, 'loopback'>): boolean {
  const url = /^https?:\/\/[\x21-\x7e]+$/i.test(text) ? URL.parse(text) : null
  if (url === null || url.username !== '' || url.password !== '' || text.includes('#')) return false
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const kind = isIP(host) === 0 ? nameKind(host) : addressKind(host)
  if (kind === 'loopback') return loopback
  return kind === 'public' && url.protocol === 'https:'
}

function nameKind(host: string): ReturnType<typeof addressKind> {
  return host === 'localhost' || host.endsWith('.localhost') ? 'loopback' : 'public'
}
