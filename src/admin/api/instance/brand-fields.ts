import { z } from 'zod'
import { type BrandChoice, brandShape } from '../../../core/branding/create-branding.ts'

const { name, logoUrl, accent } = brandShape.shape

/** A name, a logo and a colour, as callers say them; null takes one back. */
export const brandFields = z.strictObject({
  name: name.nullable(),
  logo_url: logoUrl.nullable(),
  accent: accent.nullable(),
})

type BrandFields = z.output<typeof brandFields>

/** The same in our words. */
export function brandOf(fields: BrandFields | null): BrandChoice {
  const { name, logo_url: logoUrl, accent } = fields ?? {}
  return { name: name ?? undefined, logoUrl: logoUrl ?? undefined, accent: accent ?? undefined }
}

/** A brand as our answers show it. */
export function brandJson({ name, logoUrl, accent }: BrandChoice) {
  return { name: name ?? null, logo_url: logoUrl ?? null, accent: accent ?? null }
}
