import type { common as source } from '../en/common.ts'
import type { Translation } from '../translation.ts'

export const common: Translation<typeof source> = {
  'common.continue': 'Weiter',
  'common.cancel': 'Abbrechen',
  'common.save': 'Speichern',
  'common.remove': 'Entfernen',
  'common.or': 'oder',
  'common.optional': 'freiwillig',
  'common.error-title': 'Fehler: {title}',
  'common.request': 'Anfrage',
  'common.languages': 'Sprachen',
  'common.skip': 'Zum Inhalt',
  'common.email': 'E-Mail-Adresse',
  'common.identifier': 'E-Mail oder Benutzername',
  'common.username': 'Benutzername',
  'common.name': 'Name',
  'common.password': 'Passwort',
  'common.new-password': 'Neues Passwort',
  'common.code': 'Code',
  'common.other-service': 'Der andere Dienst',
  'password.rule': {
    one: 'Mindestens {count} Zeichen. Ein paar Wörter ohne Zusammenhang sind ein starkes Passwort.',
    other: 'Mindestens {count} Zeichen. Ein paar Wörter ohne Zusammenhang sind ein starkes Passwort.',
  },
  'field.required': 'Bitte ausfüllen.',
  'field.email': 'Bitte eine vollständige Adresse angeben, etwa name@example.com.',
  'field.too-short': 'Das ist zu kurz.',
  'field.too-long': 'Das ist zu lang.',
  'field.invalid': 'Bitte prüfen und noch einmal versuchen.',
  'field.wrong-password': 'Das ist nicht Ihr bisheriges Passwort.',
  'field.mismatch': 'Die beiden Angaben stimmen nicht überein.',
}
