import type { common as source } from '../en/common.ts'
import type { Translation } from '../translation.ts'

export const common: Translation<typeof source> = {
  'common.continue': 'Continuar',
  'common.cancel': 'Cancelar',
  'common.save': 'Guardar',
  'common.remove': 'Quitar',
  'common.or': 'o',
  'common.optional': 'opcional',
  'common.error-title': 'Error: {title}',
  'common.request': 'Solicitud',
  'common.languages': 'Idiomas',
  'common.skip': 'Ir al contenido',
  'common.email': 'Correo electrónico',
  'common.identifier': 'Correo o nombre de usuario',
  'common.username': 'Nombre de usuario',
  'common.name': 'Nombre',
  'common.password': 'Contraseña',
  'common.new-password': 'Nueva contraseña',
  'common.code': 'Código',
  'password.rule': {
    one: 'Al menos {count} carácter. Unas cuantas palabras sin relación entre sí hacen una contraseña fuerte.',
    other: 'Al menos {count} caracteres. Unas cuantas palabras sin relación entre sí hacen una contraseña fuerte.',
  },
  'common.other-service': 'El otro servicio',
  'field.required': 'Rellena este campo.',
  'field.email': 'Escribe una dirección completa, como nombre@example.com.',
  'field.too-short': 'Es demasiado corto.',
  'field.too-long': 'Es demasiado largo.',
  'field.invalid': 'Revisa este campo e inténtalo de nuevo.',
  'field.wrong-password': 'Esa no es tu contraseña actual.',
  'field.mismatch': 'Los dos no coinciden.',
}
