/** What a brand may choose about colours. */
export interface Theme {
  /** `#rrggbb` */
  readonly accent?: string | undefined
}

type Rgb = readonly [red: number, green: number, blue: number]

// The surfaces of style.css that the accent is seen on.
const light: readonly Rgb[] = [parse('#ffffff'), parse('#f5f3ee')]
const dark: readonly Rgb[] = [parse('#1d1e1b'), parse('#141512')]

const white = parse('#ffffff')
const black = parse('#000000')

/** The custom properties of a brand as a stylesheet; empty without an accent, so that the defaults stay. */
export function themeStylesheet({ accent }: Theme): string {
  if (accent === undefined || !/^#[0-9a-f]{6}$/i.test(accent)) return ''
  const color = parse(accent)
  return [
    `:root{${properties(color, light, black)}}`,
    `@media (prefers-color-scheme:dark){:root{${properties(color, dark, white)}}}`,
  ].join('\n')
}

/** The colours of a button in a mail, which knows no custom properties; the brand's, or ours without one. */
export function mailButtonColors({ accent = '#1f5c4a' }: Theme): { readonly fill: string; readonly onFill: string } {
  const fill = readable(parse(accent), light, 3, black)
  return { fill: format(fill), onFill: format(on(fill)) }
}

/** The contrast of two colours (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  return ratio(parse(one), parse(other))
}

// WCAG 1.4.11 asks 3:1 of a button's shape, 1.4.3 asks 4.5:1 of text.
function properties(accent: Rgb, surfaces: readonly Rgb[], towards: Rgb): string {
  const fill = readable(accent, surfaces, 3, towards)
  const ink = readable(accent, surfaces, 4.5, towards)
  return `--accent:${format(fill)};--accent-ink:${format(ink)};--on-accent:${format(on(fill))}`
}

// One of the two always reads: no colour is closer than 4.58:1 to both.
function on(fill: Rgb): Rgb {
  return ratio(fill, white) >= 4.5 ? white : black
}

// Moves a colour in small steps until it can be told from every surface; the end of the way, black or white, always can.
function readable(color: Rgb, surfaces: readonly Rgb[], wanted: number, towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(color, towards, share)
    if (surfaces.every((surface) => ratio(mixed, surface) >= wanted)) return mixed
  }
  return towards
}

function mix(color: Rgb, towards: Rgb, share: number): Rgb {
  const channel = (position: 0 | 1 | 2) => Math.round(color[position] + (towards[position] - color[position]) * share)
  return [channel(0), channel(1), channel(2)]
}

function ratio(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

function format(color: Rgb): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
