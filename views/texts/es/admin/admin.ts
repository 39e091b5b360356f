import type { admin as source } from '../../en/admin/admin.ts'
import type { Translation } from '../../translation.ts'

export const admin: Translation<typeof source> = {
  'admin.sections': 'Secciones de la administración',
  'admin.search': 'Buscar',
  'admin.nothing-found': 'No hay resultados. Busca otra cosa.',
  'admin.pages': 'Páginas de esta lista',
  'admin.next-page': 'Página siguiente',
  'admin.first-page': 'Volver a la primera página',
  'overview.title': 'Resumen',
  'overview.lede': 'Quién está aquí y qué te necesita.',
  'overview.people': 'Personas',
  'overview.active': 'Activas en los últimos 30 días',
  'overview.administrators': 'Administradores',
  'overview.applications': 'Aplicaciones',
  'overview.attention': 'Necesita tu atención',
  'overview.quiet': 'Ahora mismo nada te necesita.',
  'overview.mails-failed': 'Correos que no se pudieron enviar: {count}',
  'overview.mails-failed-why': 'El último intento también falló. Revisa SMTP_URL y si el servidor acepta al remitente.',
  'overview.deliveries-failed': 'Cierres de sesión que no llegaron a una aplicación: {count}',
  'overview.deliveries-failed-why': 'La aplicación no respondió en su dirección de cierre de sesión por canal trasero.',
  'overview.no-mail-server': 'No hay ningún servidor de correo configurado',
  'overview.no-mail-server-why':
    'Los correos se guardan en la carpeta «outbox» junto a los datos. Define SMTP_URL para enviarlos.',
  'overview.no-provider': 'Ningún otro servicio inicia sesión todavía',
  'overview.no-provider-why':
    'Se entra con contraseña o clave de acceso. Añade Google, GitHub u otro servicio si quieres.',
  'overview.no-second-step': 'Tu propia cuenta no tiene verificación en dos pasos',
  'overview.no-second-step-why':
    'Quien sepa tu contraseña entra aquí. Configura una app de autenticación o una clave de acceso.',
  'overview.set-up': 'Configurarlo',
}
