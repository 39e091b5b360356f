import { Overview } from '../../admin/overview.tsx'
import type { Samples } from '../sample.ts'

export const adminSamples: Samples = {
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
