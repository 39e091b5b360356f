import type { mail as source } from '../en/mail.ts'
import type { Translation } from '../translation.ts'

export const mail: Translation<typeof source> = {
  'mail.ignore': 'Falls Sie das nicht waren, müssen Sie nichts tun.',
  'mail.not-you': 'Falls Sie das nicht waren, handeln Sie jetzt:',
  'mail.link': 'Wenn die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:',
  'mail.fact': '{name}: {value}',
  'mail.expires': {
    one: 'Gültig für {count} Minute und nur einmal.',
    other: 'Gültig für {count} Minuten und nur einmal.',
  },
  'mail.never-share': 'Wir fragen nie per Telefon oder Nachricht nach diesem Code. Geben Sie ihn nicht weiter.',
  'mail.why': 'Sie erhalten diese Nachricht, weil diese Adresse bei {brand} angegeben wurde.',
  'mail.when': 'Wann',
  'mail.device': 'Gerät',
  'mail.place': 'Netz',
  'mail.secure': 'Konto prüfen',
  'mail.verify.subject': '{code} ist Ihr Code für {brand}',
  'mail.verify.heading': 'Bestätigen Sie Ihre Adresse',
  'mail.verify.body': 'Geben Sie diesen Code ein, um zu bestätigen, dass diese Adresse Ihre ist:',
  'mail.verify.action': 'Adresse bestätigen',
  'mail.confirm.subject': 'Bestätigen Sie Ihre Adresse für {brand}',
  'mail.confirm.body':
    'Sie haben sich über {provider} angemeldet. Bestätigen Sie, dass diese Adresse Ihre ist, und melden Sie sich dann noch einmal an:',
  'mail.confirm.expires': 'Gültig für 24 Stunden und nur einmal.',
  'mail.sign-in.subject': '{code} ist Ihr Anmeldecode für {brand}',
  'mail.sign-in.heading': 'Ihr Anmeldecode',
  'mail.sign-in.body': 'Geben Sie diesen Code ein, um sich anzumelden:',
  'mail.prove.subject': '{code} ist Ihr Code für {brand}',
  'mail.prove.heading': 'Haben Sie sich über {provider} angemeldet?',
  'mail.prove.body':
    'Jemand hat sich über {provider} angemeldet und diese Adresse genannt. Geben Sie diesen Code nur ein, wenn Sie das waren; dann öffnet {provider} hier Ihr Konto:',
  'mail.reset.subject': 'Wählen Sie ein neues Passwort',
  'mail.reset.heading': 'Wählen Sie ein neues Passwort',
  'mail.reset.body': 'Sie haben ein neues Passwort für {brand} angefordert. Hier können Sie es wählen:',
  'mail.reset.action': 'Neues Passwort wählen',
  'mail.known.subject': 'Sie haben schon ein Konto bei {brand}',
  'mail.known.heading': 'Sie haben schon ein Konto',
  'mail.known.body':
    'Jemand wollte bei {brand} mit dieser Adresse ein Konto anlegen, aber Sie haben schon eines. Melden Sie sich einfach an:',
  'mail.known.action': 'Anmelden',
  'mail.known.recover': 'Passwort vergessen? Wählen Sie ein neues unter {url}',
  'mail.password-changed.subject': 'Ihr Passwort wurde geändert',
  'mail.password-changed.heading': 'Ihr Passwort wurde geändert',
  'mail.password-changed.body':
    'Das Passwort Ihres Kontos bei {brand} wurde geändert. Alle anderen Geräte wurden abgemeldet.',
  'mail.password-changed.action': 'Anderes Passwort wählen',
  'mail.new-device.subject': 'Neue Anmeldung an Ihrem Konto',
  'mail.new-device.heading': 'Neue Anmeldung',
  'mail.new-device.body': 'An Ihrem Konto bei {brand} hat sich ein Gerät angemeldet, das wir noch nicht kannten.',
  'mail.email-changed.subject': 'Die E-Mail-Adresse Ihres Kontos wurde geändert',
  'mail.email-changed.heading': 'Ihre E-Mail-Adresse wurde geändert',
  'mail.email-changed.body':
    'Die Hauptadresse Ihres Kontos bei {brand} ist jetzt {email}. Das ist die letzte Nachricht an die alte.',
  'mail.factor.subject': 'Der Schutz Ihres Kontos wurde geändert',
  'mail.factor.heading': 'Eine Änderung an Ihrer Anmeldung',
  'mail.factor.totp-added': 'Für Ihr Konto bei {brand} wurde eine Authenticator-App als zweiter Schritt eingerichtet.',
  'mail.factor.totp-removed': 'Der zweite Schritt Ihres Kontos bei {brand} wurde ausgeschaltet.',
  'mail.factor.passkey-added': 'Zu Ihrem Konto bei {brand} wurde ein Passkey hinzugefügt.',
  'mail.factor.passkey-removed': 'Aus Ihrem Konto bei {brand} wurde ein Passkey entfernt.',
  'mail.factor.recovery-codes-made':
    'Für Ihr Konto bei {brand} wurden neue Wiederherstellungscodes erzeugt. Die alten gelten nicht mehr.',
  'mail.factor.recovery-code-used':
    'An Ihrem Konto bei {brand} wurde ein Wiederherstellungscode zur Anmeldung benutzt.',
  'mail.identity.linked-subject': '{provider} wurde mit Ihrem Konto verknüpft',
  'mail.identity.linked-body': 'Mit {provider} kann man sich jetzt an Ihrem Konto bei {brand} anmelden.',
  'mail.identity.unlinked-subject': '{provider} wurde von Ihrem Konto getrennt',
  'mail.identity.unlinked-body': 'Mit {provider} kann man sich nicht mehr an Ihrem Konto bei {brand} anmelden.',
  'mail.locked.subject': 'Die Anmeldung an Ihrem Konto pausiert',
  'mail.locked.heading': 'Zu viele falsche Passwörter',
  'mail.locked.body':
    'Jemand hat für Ihr Konto bei {brand} oft ein falsches Passwort eingegeben, deshalb pausiert die Anmeldung mit Passwort. Falls Sie das waren, geht es hier weiter:',
  'mail.locked.action': 'Mich anmelden lassen',
  'mail.locked.other':
    'Passkeys und angemeldete Geräte funktionieren weiter. Falls Sie es nicht waren: Ihr Passwort hat gehalten, Sie müssen nichts weiter tun.',
  'mail.deletion.subject': 'Ihr Konto wird gelöscht',
  'mail.deletion.heading': 'Ihr Konto wird gelöscht',
  'mail.deletion.body':
    'Sie haben darum gebeten, Ihr Konto bei {brand} zu löschen. Am {date} wird alles darin gelöscht. Bis dahin können Sie es sich anders überlegen.',
  'mail.deletion.action': 'Mein Konto behalten',
}
