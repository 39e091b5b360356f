import type { ComponentChildren } from 'preact'
import { Mark } from './components/mark.tsx'
import { assetUrl, ourName, useFrame } from './frame.tsx'
import { languageName } from './text.ts'

export interface LayoutProps {
  readonly title: string
  /** Set when the page tells of a mistake: screen readers read the title first. */
  readonly failed?: boolean
  readonly width?: 'narrow' | 'wide'
  /** Files of `assets` this page runs; each page works without them. */
  readonly scripts?: readonly string[]
  /** Turns the page into one of a site: a menu beside the content, and what stands at the end of the head. */
  readonly menu?: ComponentChildren
  readonly tools?: ComponentChildren
  readonly children: ComponentChildren
}

/** The whole document around a page: head, brand, content, languages. */
export function Layout({ title, failed = false, width = 'narrow', scripts = [], menu, tools, children }: LayoutProps) {
  const frame = useFrame()
  const { t, brand } = frame
  const heading = `${title} · ${brand.name}`
  return (
    <html lang={frame.locale} dir={frame.dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{failed ? t('common.error-title', { title: heading }) : heading}</title>
        <link rel="stylesheet" href={assetUrl(frame, 'style.css')} />
        <link rel="stylesheet" href={assetUrl(frame, 'content.css')} />
        <link rel="stylesheet" href={assetUrl(frame, 'form.css')} />
        {menu && <link rel="stylesheet" href={assetUrl(frame, 'site.css')} />}
        <link rel="stylesheet" href={frame.themeUrl} />
        <link rel="icon" type="image/svg+xml" href={assetUrl(frame, 'mark.svg')} />
        {scripts.map((name) => (
          <script key={name} defer src={assetUrl(frame, name)} />
        ))}
      </head>
      <body>
        {menu && (
          <a class="skip" href="#content">
            {t('common.skip')}
          </a>
        )}
        <header class="masthead">
          {brand.logoUrl ? (
            <img class="masthead-logo" src={brand.logoUrl} alt="" />
          ) : (
            brand.name === ourName && <Mark />
          )}
          <span class="masthead-name">{brand.name}</span>
          {tools}
        </header>
        <div class="columns" data-width={menu ? 'site' : width}>
          {menu}
          <main class="panel" id="content">
            {children}
          </main>
        </div>
        <Languages />
      </body>
    </html>
  )
}

function Languages() {
  const { languages, locale, t } = useFrame()
  if (!languages) return null
  return (
    <footer class="colophon">
      <nav aria-label={t('common.languages')}>
        <ul>
          {languages.map((language) => (
            <li key={language.locale}>
              <a
                href={language.url}
                lang={language.locale}
                hreflang={language.locale}
                aria-current={language.locale === locale ? 'true' : undefined}
              >
                {languageName(language.locale)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  )
}
