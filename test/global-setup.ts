import type { TestProject } from 'vitest/node'
import { findApache } from './support/apache.ts'
import { findChromium } from './support/chromium.ts'
import { prepareEmbeddedTemplate } from './support/embedded-template.ts'
import { dropDatabase, preparePostgresTemplate } from './support/postgres-template.ts'

/** What each test file copies its own database from. */
export type DatabaseTemplate =
  | { readonly kind: 'embedded'; readonly directory: string }
  | { readonly kind: 'postgresql'; readonly server: string; readonly name: string }

declare module 'vitest' {
  export interface ProvidedContext {
    databaseTemplate: DatabaseTemplate
  }
}

/** Makes one empty, migrated database; copying it is ten times quicker than making another. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (findChromium() === undefined)
    process.stdout.write('Browser tests are left out: no Chromium here, see CHROMIUM_PATH.\n')
  if (!findApache()) process.stdout.write('The Apache test is left out: no apache2 with mod_auth_openidc here.\n')
  const server = process.env['TEST_DATABASE_URL']
  if (server === undefined || server === '') {
    project.provide('databaseTemplate', { kind: 'embedded', directory: await prepareEmbeddedTemplate() })
    return undefined
  }
  const name = await preparePostgresTemplate(server)
  project.provide('databaseTemplate', { kind: 'postgresql', server, name })
  return () => dropDatabase(server, name)
}
