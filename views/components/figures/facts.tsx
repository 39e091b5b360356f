import type { ComponentChildren } from 'preact'

/** One thing that is known: what it is called, and what it is. */
export type Fact = readonly [name: string, value: ComponentChildren]

/** What is known about something, name beside value. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Something to be copied as it is: an address, an identifier. */
export function Verbatim({ children }: { readonly children: string }) {
  return (
    <code class="verbatim" dir="ltr">
      {children}
    </code>
  )
}
