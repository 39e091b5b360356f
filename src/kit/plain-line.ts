const unruly = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/gu

/** A name as one line, without what turns the text around it about or cannot be seen (security M11). */
export function plainLine(text: string): string {
  return text.toWellFormed().replaceAll(unruly, ' ').trim()
}
