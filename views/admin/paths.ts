/** Where the administrators' pages are, and where their forms post to; the door takes its routes from here. */
export const adminPaths = {
  overview: '/admin',
  /** GET `?q=&after=<id>` */
  applications: '/admin/applications',
  /** GET, POST `kind`, `name`, `redirect_uris`, `scopes` */
  newApplication: '/admin/applications/new',
} as const

/** What can be seen of and done with one thing; below its own address. */
export type Aspect = 'protocol' | 'logo' | 'remove-logo' | 'secret' | 'shown' | 'disable' | 'enable' | 'delete'

/** The address of one thing of a list, or of a page about it. */
export function addressOf(list: string, id: string, aspect?: Aspect): string {
  const own = `${list}/${encodeURIComponent(id)}`
  return aspect === undefined ? own : `${own}/${aspect}`
}
