import { Button } from '../../components/controls/button.tsx'
import { Form } from '../../components/controls/form.tsx'
import { Pager, type Pages } from '../../components/controls/pager.tsx'
import { SearchForm } from '../../components/controls/search-form.tsx'
import { Verbatim } from '../../components/figures/facts.tsx'
import { type Item, ItemList } from '../../components/item-list.tsx'
import { Moment } from '../../components/moment.tsx'
import { type Frame, useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { adminPaths } from '../paths.ts'

/** How far something is on its way. */
export const sendingStatuses = ['queued', 'sent', 'failed'] as const

export type SendingStatus = (typeof sendingStatuses)[number]

/** A mail or a notice on its way out. */
export interface Sending {
  readonly id: string
  readonly to: string
  /** Which mail, or whose notice. */
  readonly about: string
  readonly status: SendingStatus
  readonly attempts: number
  readonly createdAt: Date
  /** What the other side said when it went wrong; theirs, so in whatever words. */
  readonly lastError?: string | undefined
}

export interface SendingsProps extends AdminNotes {
  readonly kind: 'mails' | 'deliveries'
  readonly sendings: readonly Sending[]
  readonly query: string
  readonly status: SendingStatus | ''
  readonly pages: Pages
}

const statusText = { queued: 'sending.queued', sent: 'sending.sent', failed: 'sending.failed' } as const
const words = {
  mails: ['mails.title', 'mails.lede', 'mails.none', 'common.email'],
  deliveries: ['deliveries.title', 'deliveries.lede', 'deliveries.none', 'audit.client'],
} as const

/** What left for people or applications, newest first; what failed can be tried again. */
export function Sendings({ kind, sendings, query, status, pages, problem, saved }: SendingsProps) {
  const frame = useFrame()
  const { t } = frame
  const [title, lede, none, label] = words[kind]
  const options = sendingStatuses.map((value) => ({ value, text: t(statusText[value]) }))
  return (
    <AdminPage section={kind} title={t(title)} lede={t(lede)} {...{ problem, saved }}>
      <SearchForm
        action={adminPaths[kind]}
        label={t(label)}
        query={query}
        filter={{
          name: 'filter',
          label: t('sending.status'),
          value: status,
          options: [{ value: '', text: t('sending.all') }, ...options],
        }}
      />
      <ItemList
        items={sendings.map((sending) => sendingItem(frame, kind, sending))}
        empty={query === '' && status === '' ? t(none) : t('admin.nothing-found')}
      />
      <Pager {...pages} />
    </AdminPage>
  )
}

function sendingItem({ t }: Frame, kind: 'mails' | 'deliveries', sending: Sending): Item {
  const { id, to, about, status, attempts, createdAt, lastError } = sending
  return {
    id,
    title: to,
    tags: [{ text: t(statusText[status]), tone: status === 'sent' ? 'good' : 'warning' }],
    lines: [
      <span key="about" class="pills">
        <Verbatim>{about}</Verbatim> <Moment at={createdAt} />
      </span>,
      ...(attempts > 1 ? [t('sending.tries', { count: attempts })] : []),
      ...(lastError && status !== 'sent' ? [<bdi key="error">{lastError}</bdi>] : []),
    ],
    actions: status === 'failed' && (
      <Form action={kind === 'mails' ? adminPaths.retryMail : adminPaths.retryDelivery} hidden={{ of: id }}>
        <Button tone="plain" size="small" label={t('sending.retry-label', { to })}>
          {t('sending.retry')}
        </Button>
      </Form>
    ),
  }
}
