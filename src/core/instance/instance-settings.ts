import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type BrandChoice, findBrand, saveBrand } from '../branding/create-branding.ts'
import { isSecondFactorRequired, requireSecondFactor } from '../sign-in/second-factor-policy.ts'

/** What an administrator decides about signing in, for all applications alike. */
export interface InstanceSettings {
  readonly brand: BrandChoice
  /** Everybody shows a second step, and sets one up who has none. */
  readonly secondFactorRequired: boolean
}

/** The settings that hold. */
export async function instanceSettings(services: Pick<Services, 'store'>): Promise<InstanceSettings> {
  return { brand: await findBrand(services), secondFactorRequired: await isSecondFactorRequired(services) }
}

/** Keeps what an administrator says; what is left out stays as it is. */
export async function saveInstanceSettings(
  services: Services,
  {
    change: { brand, secondFactorRequired },
    by,
  }: {
    readonly change: { readonly [Key in keyof InstanceSettings]: InstanceSettings[Key] | undefined }
    readonly by: Author
  },
): Promise<InstanceSettings> {
  await services.store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    if (brand !== undefined) await saveBrand(within, brand)
    if (secondFactorRequired !== undefined) await requireSecondFactor(within, secondFactorRequired)
    const members = Object.entries({ brand, secondFactorRequired }).flatMap(([name, value]) =>
      value === undefined ? [] : [name],
    )
    await recordEvent(within, { type: 'instance_settings.updated', ...by, detail: { members } })
  })
  await services.branding.refresh()
  return instanceSettings(services)
}
