import { z } from 'zod'
import {
  type InstanceSettings,
  instanceSettings,
  saveInstanceSettings,
} from '../../../core/instance/instance-settings.ts'
import { endpoint } from '../edge/endpoint.ts'
import { brandFields, brandJson, brandOf } from './brand-fields.ts'

const path = '/v1/instance/sign_in_settings'

const get = endpoint({
  method: 'get',
  path,
  summary: 'How signing in looks here, and what it asks of everybody',
  run: async ({ services }) => settingsJson(await instanceSettings(services)),
})

const update = endpoint({
  method: 'patch',
  path,
  summary: 'Change how signing in looks here, and what it asks of everybody',
  body: z.strictObject({ brand: brandFields.nullable(), second_factor_required: z.boolean() }).partial(),
  async run({ services, body, by }) {
    const brand = body.brand === undefined ? undefined : brandOf(body.brand)
    const change = { brand, secondFactorRequired: body.second_factor_required }
    return settingsJson(await saveInstanceSettings(services, { change, by }))
  },
})

function settingsJson({ brand, secondFactorRequired }: InstanceSettings) {
  return { object: 'sign_in_settings', brand: brandJson(brand), second_factor_required: secondFactorRequired }
}

/** The settings of this instance that hold for every application. */
export const instanceSettingsEndpoints = [get, update]
