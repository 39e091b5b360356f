import { manageApplications } from './manage.ts'
import { applicationSettings } from './settings.ts'
import { applicationTokens } from './tokens.ts'

/** OAuth applications (spec/clerk.md A.2.1). */
export const applicationEndpoints = [...applicationTokens, ...manageApplications, ...applicationSettings]
