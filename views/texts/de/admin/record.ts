import type { record as source } from '../../en/admin/record.ts'
import type { Translation } from '../../translation.ts'

export const record: Translation<typeof source> = {
  'audit.title': 'Protokoll',
  'audit.lede': 'Wer was getan hat, das Neueste zuerst.',
  'audit.type': 'Was, etwa user.banned',
  'audit.person': 'Person (ID)',
  'audit.client': 'Anwendung (Client-ID)',
  'audit.since': 'Ab',
  'audit.until': 'Bis',
  'audit.all': 'Alles davon',
  'event.target': 'An',
  'mails.title': 'E-Mails',
  'mails.lede': 'Was zuletzt gemailt wurde. Der Inhalt ist versiegelt und hier nicht zu lesen.',
  'mails.none': 'Es wurde keine E-Mail geschrieben.',
  'deliveries.title': 'Abmeldenachrichten',
  'deliveries.lede': 'Was Anwendungen erfuhren, als sich jemand abmeldete (Back-Channel-Logout).',
  'deliveries.none': 'Keiner Anwendung war etwas mitzuteilen.',
  'sending.status': 'Stand',
  'sending.all': 'Alle',
  'sending.queued': 'Wartet',
  'sending.sent': 'Versandt',
  'sending.failed': 'Fehlgeschlagen',
  'sending.tries': 'Versuche: {count}',
  'sending.retry': 'Erneut versuchen',
  'sending.retry-label': 'Erneut versuchen: {to}',
}
