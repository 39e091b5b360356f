import { accountSamples } from './samples/account.tsx'
import { applicationSamples } from './samples/admin/applications.tsx'
import { keySamples } from './samples/admin/keys.tsx'
import { adminSamples } from './samples/admin/overview.tsx'
import { peopleSamples } from './samples/admin/people.tsx'
import { providerSamples } from './samples/admin/providers.tsx'
import { recordSamples } from './samples/admin/record.tsx'
import { interactionSamples } from './samples/interaction.tsx'
import { pageSamples } from './samples/pages.tsx'
import type { Samples } from './samples/sample.ts'
import { stepSamples } from './samples/steps.tsx'

/** Every view in every state; a test renders them all in all languages. */
export const samples: Samples = {
  ...interactionSamples,
  ...stepSamples,
  ...pageSamples,
  ...accountSamples,
  ...adminSamples,
  ...applicationSamples,
  ...keySamples,
  ...peopleSamples,
  ...providerSamples,
  ...recordSamples,
}
