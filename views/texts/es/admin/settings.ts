import type { settings as source } from '../../en/admin/settings.ts'
import type { Translation } from '../../translation.ts'

export const settings: Translation<typeof source> = {
  'settings.title': 'Ajustes',
  'settings.lede': 'Cómo se ve este servicio y qué exige.',
  'settings.name': 'Nombre de este servicio',
  'settings.logo': 'Dirección del logotipo',
  'settings.accent': 'Color de acento',
  'settings.accent-hint': 'Seis cifras tras un #, como #1f5c4a. Se ajusta donde se leería mal.',
  'settings.second-factor': 'Pedir a todos la verificación en dos pasos, en todas partes',
  'settings.applications': 'Para todas las aplicaciones',
  'settings.registration': 'Las aplicaciones pueden registrarse solas',
  'settings.documents': 'Las aplicaciones pueden ser la dirección de sus propios metadatos',
  'settings.jwt': 'Las aplicaciones pueden leer los tokens de acceso (JWT)',
}
