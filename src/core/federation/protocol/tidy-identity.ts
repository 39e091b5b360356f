import { z } from 'zod'
import type { Identified, UpstreamTokens } from '../provider.ts'

const json = z.record(z.string(), z.json())

/** A person at a provider, bounded and clean: what the rest of the product works with. It survives JSON unchanged. */
export interface UpstreamIdentity extends Identified {
  readonly provider: string
  readonly profile: z.output<typeof json>
  readonly tokens?: UpstreamTokens | undefined
}

const limits = { subject: 255, email: 254, text: 200, picture: 2000, profile: 16_000 }

/** Takes a provider's answer as what it is, a stranger's words: short, plain text, https pictures, no odd addresses. */
export function tidyIdentity(
  provider: string,
  identified: Identified,
  profile: unknown,
  tokens?: UpstreamTokens,
): UpstreamIdentity {
  const { subject } = identified
  if (subject === '' || subject.length > limits.subject || subject !== clean(subject)) {
    throw new Error('the subject cannot be used')
  }
  const email = tidyEmail(identified.email)
  return {
    provider,
    subject,
    email,
    emailVerified: identified.emailVerified && email !== undefined,
    name: tidyText(identified.name),
    firstName: tidyText(identified.firstName),
    lastName: tidyText(identified.lastName),
    username: tidyText(identified.username),
    picture: tidyPicture(identified.picture),
    locale: /^[A-Za-z]{2,3}([-_][A-Za-z\d]{2,8})*$/.test(identified.locale ?? '') ? identified.locale : undefined,
    profile: tidyProfile(profile),
    tokens,
  }
}

function tidyEmail(email: string | undefined): string | undefined {
  const address = email?.trim() ?? ''
  return address.length <= limits.email &&
    /^[^\s@"<>(),;:\\]+@[^\s@"<>(),;:\\]+$/.test(address) &&
    address === clean(address)
    ? address
    : undefined
}

function tidyText(text: string | undefined): string | undefined {
  return (
    clean(text ?? '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, limits.text)
      .toWellFormed() || undefined
  )
}

function tidyPicture(picture: string | undefined): string | undefined {
  const url = URL.parse(picture ?? '')
  return url?.protocol === 'https:' && url.href.length <= limits.picture ? url.href : undefined
}

function tidyProfile(profile: unknown): UpstreamIdentity['profile'] {
  const text = JSON.stringify(profile) ?? ''
  return text.length > limits.profile ? {} : json.catch({}).parse(cleanDeep(JSON.parse(text)))
}

function cleanDeep(value: unknown): unknown {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return value.map(cleanDeep)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [clean(name), cleanDeep(member)]))
}

// Control and bidirectional characters, and halves of surrogate pairs, which the database refuses.
function clean(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').toWellFormed()
}
