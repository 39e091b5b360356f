import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Locale, Translate } from './text.ts'

/** The name of the product, whose mark stands on pages that nobody gave another name. */
export const ourName = 'Latchkey'

/** Whose pages these are. */
export interface Brand {
  readonly name: string
  readonly logoUrl?: string | undefined
  /** `#rrggbb`; pages get it by `themeUrl`, mails from here. */
  readonly accent?: string | undefined
}

/** A page in another language, offered at the foot of the page. */
export interface LanguageLink {
  readonly locale: Locale
  readonly url: string
}

/** What every page of one answer shares: the language, the brand and where its assets are. */
export interface Frame {
  readonly locale: Locale
  readonly dir: 'ltr' | 'rtl'
  readonly t: Translate
  readonly brand: Brand
  /** Changes with the files in `assets`, so that they may be kept for ever. */
  readonly assetVersion: string
  /** The stylesheet of brand colours: `/assets/theme.css`, or with `?client=…` the one of an application. */
  readonly themeUrl: string
  /** The time of this answer, for "3 hours ago". */
  readonly now: Date
  /** Where the administration is, for who may enter it. */
  readonly adminUrl?: string | undefined
  readonly languages?: readonly LanguageLink[] | undefined
}

const FrameContext = createContext<Frame | undefined>(undefined)

/** Puts the frame around a page. */
export function FrameProvider({ frame, children }: { readonly frame: Frame; readonly children: ComponentChildren }) {
  return <FrameContext.Provider value={frame}>{children}</FrameContext.Provider>
}

/** The frame of the page that is being rendered. */
export function useFrame(): Frame {
  const frame = useContext(FrameContext)
  if (!frame) throw new Error('a view was rendered outside its FrameProvider')
  return frame
}

/** The address of a file in `views/assets`. */
export function assetUrl(frame: Frame, name: string): string {
  return `/assets/${name}?v=${frame.assetVersion}`
}
