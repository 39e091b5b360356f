import { useFrame } from '../../frame.tsx'
import { ButtonLink } from './button.tsx'

/** Where the other pages of a list are. */
export interface Pages {
  /** Set on every page but the first. */
  readonly first?: string | undefined
  readonly next?: string | undefined
}

/** The way to the other pages of a list, if there are any. */
export function Pager({ first, next }: Pages) {
  const { t } = useFrame()
  if (!first && !next) return null
  return (
    <nav class="pager" aria-label={t('admin.pages')}>
      {first && (
        <ButtonLink tone="plain" size="small" href={first}>
          {t('admin.first-page')}
        </ButtonLink>
      )}
      {next && (
        <ButtonLink tone="plain" size="small" href={next}>
          {t('admin.next-page')}
        </ButtonLink>
      )}
    </nav>
  )
}
