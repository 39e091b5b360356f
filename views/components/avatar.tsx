/** A person's picture, or the first letter of the name; decoration beside the name. */
export function Avatar({ name, url }: { readonly name: string; readonly url?: string | undefined }) {
  if (url) return <img class="avatar" src={url} alt="" width="40" height="40" referrerpolicy="no-referrer" />
  const [first] = new Intl.Segmenter().segment(name.trim())
  return (
    <span class="avatar" aria-hidden="true">
      {first?.segment.toLocaleUpperCase() ?? '?'}
    </span>
  )
}
