import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Services } from '../../services.ts'
import { type SealedRow, type SealedTable, sealedTables } from '../../store/sealed.ts'
import { codePlace } from '../factors/codes/send-code.ts'
import { totpPlace } from '../factors/totp/enable-totp.ts'
import { tokensPlace } from '../federation/identities/token-columns.ts'
import { secretsPlace } from '../federation/settings/provider-secrets.ts'
import { attemptPlace } from '../federation/take-attempt.ts'
import { keyPlace } from '../keys/current-keys.ts'
import { secretPlace } from '../keys/instance-secret.ts'
import { mailPlace } from '../mail/create-mailer.ts'
import { ticketPlace } from '../tickets/mint-ticket.ts'

// Large enough to pass a million rows in a minute, small enough not to hold up a request.
const batch = 500

/** Where the value of a row is sealed. */
const places: Record<SealedTable, (key: string, detail: string | null) => string> = {
  signing_keys: keyPlace,
  users: totpPlace,
  identities: tokensPlace,
  provider_configs: secretsPlace,
  mails: mailPlace,
  codes: codePlace,
  tickets: ticketPlace,
  attempts: attemptPlace,
  artifacts: (_key, model) => `artifacts.${model}`,
  settings: (key) => (key === secretPlace ? secretPlace : `settings.${key}`),
}

/**
 * While `MASTER_KEY` holds older keys: seals everything anew under the newest, batch by batch and beside whoever else does,
 * and says when the older keys open nothing any more. For `jobs.ts`.
 */
export function createResealer(services: Services): () => Promise<void> {
  const { config, log } = services
  let done = config.masterKeys.length < 2
  return async () => {
    if (done) return
    const values = await resealSecrets(services)
    // What others have sealed meanwhile is found by another look.
    done = values === 0
    if (done) log.info('nothing is sealed under an older master key any more: MASTER_KEY may hold the newest alone')
    else log.info({ values }, 'sealed anew under the newest master key')
  }
}

/** Seals anew what lies under an older master key; answers how many values there were. */
export async function resealSecrets(services: Services): Promise<number> {
  let count = 0
  for (const table of sealedTables) count += await resealTable(services, table)
  return count
}

async function resealTable(services: Services, table: SealedTable): Promise<number> {
  const { store, vault } = services
  let count = 0
  let after: SealedRow['key'] | undefined
  do {
    const rows = await store.sealed.list(table, { after, mark: vault.mark, limit: batch })
    for (const row of rows) if (await reseal(services, table, row)) count += 1
    after = rows.length === batch ? rows.at(-1)?.key : undefined
    await nextTurn()
  } while (after !== undefined)
  return count
}

async function reseal({ store, vault, log }: Services, table: SealedTable, row: SealedRow): Promise<boolean> {
  const { key, detail, sealed } = row
  if (sealed === null) return false
  const place = places[table](typeof key === 'string' ? key : '', detail)
  if (!vault.holdsKeyOf(sealed)) {
    log.warn({ place }, 'no key of MASTER_KEY opens this value, neither an older one nor the newest')
    return false
  }
  // If somebody has written meanwhile, then under the newest key.
  return store.sealed.replace(table, { key, from: sealed, to: vault.seal(vault.open(sealed, place), place) })
}
