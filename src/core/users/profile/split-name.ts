/** A name as a person writes it, in the two parts that applications expect. */
export function splitName(name: string | undefined): { readonly firstName?: string; readonly lastName?: string } {
  const [first, ...rest] = (name ?? '').trim().split(/\s+/)
  const last = rest.join(' ')
  return { ...(first ? { firstName: first } : {}), ...(last ? { lastName: last } : {}) }
}
