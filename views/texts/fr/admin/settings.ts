import type { settings as source } from '../../en/admin/settings.ts'
import type { Translation } from '../../translation.ts'

export const settings: Translation<typeof source> = {
  'settings.title': 'Réglages',
  'settings.lede': 'L’apparence de ce service, et ce qu’il exige.',
  'settings.name': 'Nom de ce service',
  'settings.logo': 'Adresse du logo',
  'settings.accent': 'Couleur d’accent',
  'settings.accent-hint': 'Six chiffres après un #, par exemple #1f5c4a. Elle est ajustée là où elle se lirait mal.',
  'settings.second-factor': 'Exiger de tous une validation en deux étapes, partout',
  'settings.applications': 'Pour toutes les applications',
  'settings.registration': 'Les applications peuvent s’enregistrer elles-mêmes',
  'settings.documents': 'Les applications peuvent être l’adresse de leurs propres métadonnées',
  'settings.jwt': 'Les jetons d’accès sont lisibles par les applications (JWT)',
}
