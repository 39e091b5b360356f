import type { JSX } from 'preact'

/** One view in one state, under a name that says which. */
export type Samples = Readonly<Record<string, () => JSX.Element>>
