import { accountSamples } from './samples/account.tsx'
import { adminSamples } from './samples/admin.tsx'
import { applicationSamples } from './samples/applications.tsx'
import { interactionSamples } from './samples/interaction.tsx'
import { keySamples } from './samples/keys.tsx'
import { pageSamples } from './samples/pages.tsx'
import { peopleSamples } from './samples/people-pages.tsx'
import { recordSamples } from './samples/record.tsx'
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
  ...recordSamples,
}
