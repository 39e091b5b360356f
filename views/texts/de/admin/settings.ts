import type { settings as source } from '../../en/admin/settings.ts'
import type { Translation } from '../../translation.ts'

export const settings: Translation<typeof source> = {
  'settings.title': 'Einstellungen',
  'settings.lede': 'Wie dieser Dienst aussieht und was er verlangt.',
  'settings.name': 'Name dieses Dienstes',
  'settings.logo': 'Adresse des Logos',
  'settings.accent': 'Akzentfarbe',
  'settings.accent-hint': 'Sechs Stellen nach einem #, etwa #1f5c4a. Wo sie schlecht lesbar wäre, wird sie angepasst.',
  'settings.second-factor': 'Von allen überall einen zweiten Schritt verlangen',
  'settings.applications': 'Für alle Anwendungen',
  'settings.registration': 'Anwendungen dürfen sich selbst registrieren',
  'settings.documents': 'Anwendungen dürfen Adressen ihrer eigenen Metadaten sein',
  'settings.jwt': 'Zugriffstokens sind für Anwendungen lesbar (JWT)',
}
