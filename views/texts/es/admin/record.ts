import type { record as source } from '../../en/admin/record.ts'
import type { Translation } from '../../translation.ts'

export const record: Translation<typeof source> = {
  'audit.title': 'Registro',
  'audit.lede': 'Quién hizo qué, lo más reciente primero.',
  'audit.type': 'Qué, como user.banned',
  'audit.person': 'Persona (ID)',
  'audit.client': 'Aplicación (ID de cliente)',
  'audit.since': 'Desde',
  'audit.until': 'Hasta',
  'audit.all': 'Verlo todo',
  'event.target': 'A',
  'mails.title': 'Correos',
  'mails.lede': 'Lo enviado últimamente. El contenido está sellado y no se puede leer aquí.',
  'mails.none': 'No se ha escrito ningún correo.',
  'deliveries.title': 'Avisos de cierre',
  'deliveries.lede': 'Lo que se dijo a las aplicaciones cuando alguien cerró sesión (back-channel logout).',
  'deliveries.none': 'No hubo que avisar a ninguna aplicación.',
  'sending.status': 'Estado',
  'sending.all': 'Todos',
  'sending.queued': 'En espera',
  'sending.sent': 'Enviado',
  'sending.failed': 'Fallido',
  'sending.tries': 'Intentos: {count}',
  'sending.retry': 'Reintentar',
  'sending.retry-label': 'Reintentar: {to}',
}
