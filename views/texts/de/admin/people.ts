import type { people as source } from '../../en/admin/people.ts'
import type { Translation } from '../../translation.ts'

export const people: Translation<typeof source> = {
  'people.title': 'Menschen',
  'people.lede': 'Alle, die hier ein Konto haben.',
  'people.add': 'Person hinzufügen',
  'people.search-label': 'Adresse, Name, Benutzername oder ID',
  'people.none': 'Noch hat niemand ein Konto.',
  'people.filter': 'Anzeigen',
  'people.filter-all': 'Alle',
  'people.filter-administrators': 'Administratoren',
  'people.filter-banned': 'Gesperrt',
  'people.filter-locked': 'Vorübergehend gesperrt',
  'people.filter-unverified': 'Ohne bestätigte Adresse',
  'people.administrator': 'Administrator',
  'people.banned': 'Gesperrt',
  'people.locked': 'Vorübergehend gesperrt',
  'people.unverified': 'Nicht bestätigt',
  'people.leaving': 'Geht',
  'people.joined': 'Dabei seit: {when}',
  'new-person.lede': 'Die Person bekommt eine E-Mail, um ein Passwort zu wählen, wenn Sie nichts anderes sagen.',
  'new-person.send': 'E-Mail zum Wählen eines Passworts senden',
  'new-person.submit': 'Hinzufügen',
}
