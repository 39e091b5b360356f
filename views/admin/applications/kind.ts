/** What applications are, as people who register one see it. */
export const kinds = ['web', 'spa', 'native', 'machine'] as const

export type ApplicationKind = (typeof kinds)[number]

export const kindText = {
  web: 'kind.web',
  spa: 'kind.spa',
  native: 'kind.native',
  machine: 'kind.machine',
} as const satisfies Record<ApplicationKind, string>

export const kindHint = {
  web: 'kind.web-hint',
  spa: 'kind.spa-hint',
  native: 'kind.native-hint',
  machine: 'kind.machine-hint',
} as const satisfies Record<ApplicationKind, string>
