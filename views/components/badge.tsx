import { Mark } from './mark.tsx'

/** The application a person is on the way to. */
export interface ClientSummary {
  readonly name: string
  /** An `https:` or `data:` address. */
  readonly logoUrl?: string | undefined
}

/** The application and us, joined: an account is about to be used elsewhere. Decoration, since the text names both. */
export function ClientBadge({ client }: { readonly client: ClientSummary }) {
  return (
    <div class="badges" aria-hidden="true">
      <AppTile client={client} />
      <span class="badge-link" />
      <span class="badge" data-own>
        <Mark />
      </span>
    </div>
  )
}

/** The square of an application: its logo, or its first letter; decoration beside its name. */
export function AppTile({ client }: { readonly client: ClientSummary }) {
  if (client.logoUrl) {
    return <img class="badge" src={client.logoUrl} alt="" width="56" height="56" referrerpolicy="no-referrer" />
  }
  return (
    <span class="badge" aria-hidden="true">
      {firstLetter(client.name)}
    </span>
  )
}

/** A person's picture, or the first letter of the name; decoration beside the name. */
export function Avatar({ name, url }: { readonly name: string; readonly url?: string | undefined }) {
  if (url) return <img class="avatar" src={url} alt="" width="40" height="40" referrerpolicy="no-referrer" />
  return (
    <span class="avatar" aria-hidden="true">
      {firstLetter(name)}
    </span>
  )
}

const letters = new Intl.Segmenter()

function firstLetter(name: string): string {
  const [first] = letters.segment(name.trim())
  return first?.segment.toLocaleUpperCase() ?? '?'
}
