import { useFrame } from '../frame.tsx'
import { findText } from '../text.ts'

/** A permission: one of ours is told in our words, another in the words of its description. */
export interface ScopeItem {
  readonly name: string
  readonly description?: string | undefined
}

/** What an app may do, one line for each scope. */
export function ScopeList({ scopes }: { readonly scopes: readonly ScopeItem[] }) {
  const { t, locale } = useFrame()
  return (
    <ul class="scopes">
      {scopes.map(({ name, description }) => (
        <li key={name}>
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
            <path
              d="M5 10.500l3.5 3.500L15 6.5"
              fill="none"
              stroke="currentColor"
              stroke-width="1.8"
              stroke-linecap="round"
              stroke-linejoin="round"
            />
          </svg>
          <span>
            <bdi>
              {description ?? findText(locale, `scope.${name}`, { scope: name }) ?? t('scope.other', { scope: name })}
            </bdi>
          </span>
        </li>
      ))}
    </ul>
  )
}
