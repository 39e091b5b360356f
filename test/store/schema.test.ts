import { expect, test } from 'vitest'
import { diff, readMigrations } from '../../prisma/diff.mjs'

test('the migrations make exactly the tables that the schema describes', async () => {
  expect(await diff(await readMigrations())).toBe('-- This is an empty migration.')
})
