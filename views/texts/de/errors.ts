import type { errors as source } from '../en/errors.ts'
import type { Translation } from '../translation.ts'

export const errors: Translation<typeof source> = {
  'error.input.invalid': 'Etwas im Formular stimmt nicht. Bitte prüfen Sie die markierten Felder.',
  'error.input.invalid.request':
    'Die App hat eine Anfrage geschickt, die wir nicht verstehen. Gehen Sie zurück zur App und versuchen Sie es noch einmal; wenn es dabei bleibt, sagen Sie es ihren Entwicklern.',
  'error.input.too-large': 'Das ist mehr, als wir auf einmal annehmen können. Bitte senden Sie weniger.',
  'error.media.unsupported': 'Daten dieser Art können wir nicht lesen. Bitte senden Sie sie im erwarteten Format.',
  'error.return-to.refused': 'Die Rücksprungadresse ist uns nicht bekannt. Zu Ihrem Schutz haben wir hier angehalten.',
  'error.role.refused': 'Diese Rolle ist hier nicht erlaubt. Bitte wenden Sie sich an die Entwickler der App.',
  'error.role.default-refused':
    'Die übliche Rolle muss eine der erlaubten sein. Bitte wenden Sie sich an die Entwickler der App.',
  'error.grant.unsupported':
    'Auf diesem Weg bekommt die App hier keinen Zugriff. Sagen Sie es bitte ihren Entwicklern.',
  'error.attempt.invalid':
    'Diese Anmeldung gehört nicht zu diesem Browser. Bitte gehen Sie zurück zur App und beginnen Sie neu.',
  'error.attempt.expired': 'Diese Anmeldung ist abgelaufen. Bitte gehen Sie zurück zur App und beginnen Sie neu.',
  'error.sign-in.refused':
    'E-Mail oder Benutzername und Passwort passen nicht zusammen. Bitte prüfen Sie beides und versuchen Sie es noch einmal.',
  'error.sign-in.refused.passkey':
    'Dieser Passkey hat hier kein Konto geöffnet. Versuchen Sie es noch einmal, oder melden Sie sich anders an.',
  'error.sign-in.restart': 'Diese Anmeldung ist abgelaufen. Bitte beginnen Sie neu.',
  'error.session.required': 'Bitte melden Sie sich an, um diese Seite zu sehen.',
  'error.session.recent-required': 'Bitte bestätigen Sie, dass Sie es sind, bevor Sie das ändern.',
  'error.token.invalid': 'Dieser Link oder dieses Token ist nicht gültig. Bitte fordern Sie einen neuen Link an.',
  'error.token.used': 'Dieser Link wurde schon benutzt. Bitte fordern Sie einen neuen an.',
  'error.token.expired': 'Dieser Link oder dieses Token ist abgelaufen. Bitte fordern Sie einen neuen Link an.',
  'error.proof.missing':
    'Die App hat nicht nachgewiesen, dass dieser Zugriff ihr gehört. Bitte gehen Sie zurück zur App und beginnen Sie neu.',
  'error.proof.invalid':
    'Der Nachweis der App für diesen Zugriff ist nicht gültig. Bitte gehen Sie zurück zur App und beginnen Sie neu.',
  'error.proof.mismatch':
    'Dieser Zugriff gehört zu einem anderen Gerät. Bitte gehen Sie zurück zur App und beginnen Sie neu.',
  'error.key.missing': 'Für diese Anfrage fehlt ein Schlüssel.',
  'error.key.invalid': 'Dieser Schlüssel ist nicht gültig.',
  'error.account.disabled': 'Dieses Konto ist abgeschaltet. Bitte wenden Sie sich an die Administration.',
  'error.account.locked':
    'Es gab zu viele Fehlversuche, deshalb ruht das Passwort. Versuchen Sie es später noch einmal oder nutzen Sie den Link, den wir Ihnen gemailt haben.',
  'error.account.unverified': 'Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse. Wir haben Ihnen einen Code geschickt.',
  'error.factor.required':
    'Dieses Konto ist durch einen zweiten Schritt geschützt, nach dem diese App nicht fragen kann. Bitte melden Sie sich auf unseren eigenen Seiten an.',
  'error.email.refused': 'Diese Adresse kann hier nicht verwendet werden. Bitte nehmen Sie eine andere.',
  'error.administrator.last': 'Dies ist der einzige Administrator. Machen Sie zuerst jemand anderen dazu.',
  'error.admin.required': 'Das dürfen nur Administratoren sehen.',
  'error.origin.refused':
    'Dieses Formular kam von einer anderen Website, deshalb haben wir es nicht angenommen. Bitte öffnen Sie die Seite neu.',
  'error.sign-up.closed': 'Neue Konten gibt es hier nur auf Einladung. Bitte wenden Sie sich an die Administration.',
  'error.satellite.refused':
    'Die Anmeldung liegt auf einer anderen Adresse dieser Website. Bitte gehen Sie zurück zur App und beginnen Sie neu.',
  'error.host.refused': 'Unter dieser Adresse antwortet dieser Dienst nicht.',
  'error.client.unknown':
    'Wir kennen die App nicht, die Sie hierher geschickt hat. Sagen Sie ihren Entwicklern, dass ihre Client-ID nicht registriert ist.',
  'error.client.public-without-pkce': 'Eine App ohne Geheimnis muss PKCE verwenden. Schalten Sie PKCE ein.',
  'error.client.consent-required':
    'Eine App, die sich selbst registriert hat, muss zuerst um Erlaubnis fragen. Lassen Sie die Zustimmungsseite eingeschaltet.',
  'error.redirect-uri.duplicate': 'Diese Rücksprungadresse steht zweimal da. Entfernen Sie eine davon.',
  'error.scope.unknown': 'Einen dieser Scopes gibt es nicht. Prüfen Sie die Schreibweise oder legen Sie ihn zuerst an.',
  'error.user.unknown': 'Diese Person gibt es hier nicht.',
  'error.resource.unknown': 'Unter diesem Namen gibt es hier nichts.',
  'error.session.unknown': 'Diese Sitzung ist schon beendet.',
  'error.identity.unknown': 'Dieser Zugang ist nicht mit Ihrem Konto verknüpft.',
  'error.provider.unknown': 'Diese Art der Anmeldung kennen wir nicht. Bitte wählen Sie eine andere.',
  'error.provider.disabled': 'Diese Art der Anmeldung ist hier abgeschaltet. Bitte wählen Sie eine andere.',
  'error.page.unknown': 'Unter dieser Adresse gibt es keine Seite. Prüfen Sie den Link oder gehen Sie zurück.',
  'error.email.taken':
    'Diese Adresse gehört schon zu einem Konto. Melden Sie sich damit an oder nehmen Sie eine andere Adresse.',
  'error.email.unverified':
    'Diese Adresse ist noch nicht bestätigt. Geben Sie den Code ein, den wir dorthin geschickt haben.',
  'error.email.unverified-conflict':
    '{provider} allein kann hier kein Konto öffnen. Melden Sie sich wie gewohnt an und verknüpfen Sie {provider} dann in Ihrem Konto.',
  'error.username.taken': 'Dieser Benutzername ist vergeben. Bitte wählen Sie einen anderen.',
  'error.external-id.taken': 'Diese externe ID ist vergeben.',
  'error.resource.taken': 'Diese Kennung ist vergeben.',
  'error.identity.already-linked':
    'Dieser Zugang gehört zu einem anderen Konto. Lösen Sie dort zuerst die Verknüpfung.',
  'error.identity.last':
    'Das ist Ihr einziger Zugang. Richten Sie zuerst ein Passwort, einen Passkey oder einen anderen Zugang ein.',
  'error.setup.done': 'Dieser Dienst ist schon eingerichtet. Bitte melden Sie sich als Administrator an.',
  'error.ticket.invalid': 'Dieser Schritt gehört nicht zu diesem Browser. Bitte beginnen Sie neu.',
  'error.ticket.expired': 'Dieser Schritt hat zu lange gedauert. Bitte beginnen Sie neu.',
  'error.ticket.used': 'Dieser Schritt ist schon erledigt. Beginnen Sie neu, falls Sie nicht angemeldet sind.',
  'error.ticket.pkce-mismatch': 'Dieser Schritt gehört nicht zu diesem Browser. Bitte beginnen Sie neu.',
  'error.code.invalid': 'Dieser Code stimmt nicht. Nehmen Sie den neuesten und versuchen Sie es noch einmal.',
  'error.code.expired': 'Dieser Code ist abgelaufen. Bitte fordern Sie einen neuen an.',
  'error.code.exhausted': 'Es waren zu viele falsche Codes. Bitte fordern Sie einen neuen an.',
  'error.code.exhausted.factor': 'Das waren zu viele falsche Codes. Melden Sie sich noch einmal an.',
  'error.password.weak': 'Dieses Passwort ist zu leicht zu erraten. Bitte wählen Sie ein anderes.',
  'error.password.weak.short': 'Dieses Passwort ist zu kurz. Bitte machen Sie es länger.',
  'error.password.weak.long': 'Dieses Passwort ist zu lang. Bitte machen Sie es kürzer.',
  'error.password.weak.common':
    'Dieses Passwort benutzen viele, deshalb wird es zuerst ausprobiert. Bitte wählen Sie ein anderes.',
  'error.password.weak.context':
    'In diesem Passwort steckt Ihr Name, Ihre Adresse oder unser Name. Bitte wählen Sie ein anderes.',
  'error.password.weak.breached':
    'Dieses Passwort ist anderswo bei einem Datenleck aufgetaucht. Bitte wählen Sie ein anderes.',
  'error.password.weak.compromised':
    'Andere könnten dieses Passwort kennen, deshalb gilt es hier nicht mehr. Wählen Sie über den Link, den wir Ihnen geschickt haben, ein neues.',
  'error.password.absent':
    'Dieses Konto hat kein Passwort. Melden Sie sich auf anderem Weg an oder fordern Sie ein neues Passwort an.',
  'error.factor.absent': 'Für dieses Konto ist kein zweiter Schritt eingerichtet.',
  'error.rate.limited': 'Das waren viele Versuche. Warten Sie ein wenig und versuchen Sie es dann noch einmal.',
  'error.rate.limited.password':
    'Es gab zu viele Fehlversuche, deshalb ruht das Passwort. Versuchen Sie es später oder nutzen Sie den Link, den wir Ihnen geschickt haben.',
  'error.upstream.denied':
    '{provider} meldet, dass Sie abgebrochen haben. Versuchen Sie es noch einmal oder melden Sie sich anders an.',
  'error.upstream.refused':
    '{provider} hat Sie nicht angemeldet. Versuchen Sie es noch einmal oder melden Sie sich anders an.',
  'error.upstream.exchange-failed':
    '{provider} hat die Anmeldung nicht abgeschlossen. Versuchen Sie es noch einmal oder melden Sie sich anders an.',
  'error.upstream.profile-failed':
    '{provider} hat uns nicht gesagt, wer Sie sind. Versuchen Sie es noch einmal oder melden Sie sich anders an.',
  'error.upstream.unreachable':
    '{provider} antwortet gerade nicht. Versuchen Sie es bald noch einmal oder melden Sie sich anders an.',
  'error.upstream.refresh-missing':
    '{provider} hat uns keinen dauerhaften Zugriff gegeben. Verknüpfen Sie den Zugang neu.',
  'error.server.busy': 'Gerade ist viel los. Warten Sie ein paar Sekunden und versuchen Sie es noch einmal.',
  'error.server.unavailable': 'Der Dienst macht eine kurze Pause. Versuchen Sie es in einer Minute noch einmal.',
  'error.server.fault':
    'Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal; hilft das nicht, geben Sie die Nummer unten weiter.',
}
