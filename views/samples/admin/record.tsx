import { Audit } from '../../admin/record/audit.tsx'
import { type Sending, Sendings } from '../../admin/record/sendings.tsx'
import { hostile } from '../people.ts'
import type { Samples } from '../sample.ts'

const hoursAgo = (hours: number) => new Date(Date.UTC(2025, 10, 21, 20) - hours * 3_600_000)
const ada = 'user_2fXqLmN8vB5zK9pT3rY7wQ1dHsJ'

const mail: Sending = {
  id: 'mail_1',
  to: 'ada@example.com',
  about: 'verify-address',
  status: 'sent',
  attempts: 1,
  createdAt: hoursAgo(1),
}

export const recordSamples: Samples = {
  audit: () => (
    <Audit
      events={[
        { id: 'evt_1', at: hoursAgo(0), type: 'user.banned', actor: 'ada@example.com', actorId: ada, target: 'user_2' },
        { id: 'evt_2', at: hoursAgo(5), type: 'keys.rotated', actor: 'system', ip: '2001:db8:85a3::8a2e:370:7334' },
        { id: 'evt_3', at: hoursAgo(90), type: 'oauth_application.created', actor: hostile, target: hostile },
      ]}
      search={{ type: '', person: ada, client: hostile, since: '2025-11-01', until: '' }}
      pages={{ next: '/admin/audit?after=1_evt_3' }}
    />
  ),
  'audit-nothing': () => (
    <Audit events={[]} search={{ type: 'x', person: '', client: '', since: '', until: '' }} pages={{}} />
  ),
  mails: () => (
    <Sendings
      kind="mails"
      sendings={[
        mail,
        { ...mail, id: 'mail_2', status: 'queued', attempts: 3, lastError: '451 try again later' },
        { ...mail, id: 'mail_3', to: hostile, status: 'failed', attempts: 12, lastError: hostile },
      ]}
      query=""
      status="failed"
      pages={{}}
      saved
    />
  ),
  deliveries: () => (
    <Sendings
      kind="deliveries"
      sendings={[{ ...mail, to: `https://app.example/${'logout'.repeat(12)}`, about: 'pK3vTq9xWz', status: 'failed' }]}
      query="pK3vTq9xWz"
      status=""
      pages={{ first: '/admin/deliveries' }}
    />
  ),
  'deliveries-none': () => <Sendings kind="deliveries" sendings={[]} query="" status="" pages={{}} />,
}
