import { z } from 'zod'
import type { Brand, Branding, Services } from '../../services.ts'

const setting = 'brand'
const unbranded: Brand = { name: 'Latchkey' }

/** What an operator may choose; an accent that reads badly is adjusted where it is used (`views/theme.ts`). */
export const brandShape = z.strictObject({
  name: z.string().trim().min(1).max(60).optional(),
  logoUrl: z.httpUrl().startsWith('https://').max(2000).optional(),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
})

export type BrandChoice = z.output<typeof brandShape>

/** The instance's name and looks; pages read them without asking the database, `jobs.ts` keeps them fresh. */
export function createBranding({ store }: Pick<Services, 'store'>): Branding {
  let brand = unbranded
  return {
    current: () => brand,
    async refresh() {
      const { name = unbranded.name, ...looks } = await findBrand({ store })
      brand = { name, ...looks }
    },
  }
}

/** What an operator chose. */
export async function findBrand({ store }: Pick<Services, 'store'>): Promise<BrandChoice> {
  return brandShape.catch({}).parse((await store.settings.find(setting)) ?? {})
}

/** Keeps the instance's name and looks; `branding.refresh` shows them. */
export async function saveBrand({ store, clock }: Services, choice: BrandChoice): Promise<void> {
  const chosen = Object.entries(choice).filter(([, value]) => value !== undefined)
  await store.settings.save(setting, Object.fromEntries(chosen), clock.now())
}
