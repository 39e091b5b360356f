import type { people as source } from '../../en/admin/people.ts'
import type { Translation } from '../../translation.ts'

export const people: Translation<typeof source> = {
  'people.title': 'Personas',
  'people.lede': 'Todas las personas con una cuenta aquí.',
  'people.add': 'Añadir una persona',
  'people.search-label': 'Correo, nombre, usuario o ID',
  'people.none': 'Aún no hay ninguna cuenta.',
  'people.filter': 'Mostrar',
  'people.filter-all': 'Todas',
  'people.filter-administrators': 'Administradores',
  'people.filter-banned': 'Expulsadas',
  'people.filter-locked': 'Bloqueadas por ahora',
  'people.filter-unverified': 'Sin dirección confirmada',
  'people.administrator': 'Administrador',
  'people.banned': 'Expulsada',
  'people.locked': 'Bloqueada por ahora',
  'people.unverified': 'Sin confirmar',
  'people.leaving': 'Se va',
  'people.joined': 'Alta: {when}',
  'new-person.lede': 'Recibe un correo para elegir contraseña, salvo que digas lo contrario.',
  'new-person.send': 'Enviar un correo para elegir contraseña',
  'new-person.submit': 'Añadir',
}
