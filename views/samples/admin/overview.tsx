import { Overview } from '../../admin/overview.tsx'
import { Settings } from '../../admin/settings.tsx'
import { hostile } from '../people.ts'
import type { Samples } from '../sample.ts'

export const adminSamples: Samples = {
  'admin-settings': () => (
    <Settings
      name=""
      logoUrl=""
      accent="#1f5c4a"
      secondFactorRequired
      applications={{ registration: true, documents: false, jwt: false }}
      saved
    />
  ),
  'admin-settings-hostile': () => (
    <Settings
      name={hostile}
      logoUrl={hostile}
      accent="red"
      secondFactorRequired={false}
      applications={{ registration: false, documents: false, jwt: false }}
      problem={{ code: 'input.invalid', detail: { fields: { accent: 'invalid', logoUrl: 'https' } } }}
    />
  ),
  'admin-overview': () => (
    <Overview
      people={128_450}
      active={9_310}
      administrators={3}
      applications={12}
      notices={[
        { kind: 'mails-failed', count: 4 },
        { kind: 'deliveries-failed', count: 1 },
        { kind: 'no-second-step' },
        { kind: 'no-mail-server' },
        { kind: 'no-provider' },
      ]}
    />
  ),
  'admin-overview-quiet': () => <Overview people={1} active={1} administrators={1} applications={0} notices={[]} />,
}
