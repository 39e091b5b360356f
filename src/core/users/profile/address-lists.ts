import type { Config } from '../../../config.ts'

/** Whether somebody with this address may be here: what is blocked loses to nothing, what is listed wins over the rest. */
export function isAdmittedAddress(
  { allowed, allowedDomains, blocked, blockedDomains }: Config['nhost']['addresses'],
  address: string,
): boolean {
  const email = address.toLowerCase()
  const [, domain, ...rest] = email.split('@')
  if (domain === undefined || rest.length > 0 || blocked.includes(email)) return false
  if (allowed.includes(email)) return true
  if (blockedDomains.includes(domain)) return false
  return allowedDomains.includes(domain) || (allowed.length === 0 && allowedDomains.length === 0)
}
