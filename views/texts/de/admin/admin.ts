import type { admin as source } from '../../en/admin/admin.ts'
import type { Translation } from '../../translation.ts'

export const admin: Translation<typeof source> = {
  'admin.sections': 'Bereiche der Verwaltung',
  'admin.search': 'Suchen',
  'admin.nothing-found': 'Nichts gefunden. Suchen Sie nach etwas anderem.',
  'admin.pages': 'Seiten dieser Liste',
  'admin.next-page': 'Nächste Seite',
  'admin.first-page': 'Zurück zur ersten Seite',
  'overview.title': 'Überblick',
  'overview.lede': 'Wer hier ist und was Sie braucht.',
  'overview.people': 'Menschen',
  'overview.active': 'In den letzten 30 Tagen aktiv',
  'overview.administrators': 'Administratoren',
  'overview.applications': 'Anwendungen',
  'overview.attention': 'Braucht Ihre Aufmerksamkeit',
  'overview.quiet': 'Im Moment ist nichts zu tun.',
  'overview.mails-failed': 'E-Mails, die nicht versandt werden konnten: {count}',
  'overview.mails-failed-why':
    'Auch der letzte Versuch schlug fehl. Prüfen Sie SMTP_URL und ob der Mailserver den Absender annimmt.',
  'overview.deliveries-failed': 'Abmeldungen, die eine Anwendung nicht erreicht haben: {count}',
  'overview.deliveries-failed-why':
    'Die Anwendung hat an ihrer Adresse für Back-Channel-Abmeldungen nicht geantwortet.',
  'overview.no-mail-server': 'Es ist kein Mailserver eingerichtet',
  'overview.no-mail-server-why':
    'E-Mails werden in den Ordner „outbox“ neben den Daten geschrieben. Setzen Sie SMTP_URL, um sie zu versenden.',
  'overview.no-provider': 'Noch meldet kein anderer Dienst Menschen an',
  'overview.no-provider-why':
    'Menschen melden sich mit Passwort oder Passkey an. Fügen Sie Google, GitHub oder andere hinzu, wenn Sie möchten.',
  'overview.no-second-step': 'Ihr eigenes Konto hat keinen zweiten Schritt',
  'overview.no-second-step-why':
    'Wer Ihr Passwort erfährt, kommt hier hinein. Richten Sie eine Authenticator-App oder einen Passkey ein.',
  'overview.set-up': 'Einrichten',
}
