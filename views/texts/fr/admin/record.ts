import type { record as source } from '../../en/admin/record.ts'
import type { Translation } from '../../translation.ts'

export const record: Translation<typeof source> = {
  'audit.title': 'Journal',
  'audit.lede': 'Qui a fait quoi, du plus récent au plus ancien.',
  'audit.type': 'Quoi, par exemple user.banned',
  'audit.person': 'Personne (ID)',
  'audit.client': 'Application (identifiant client)',
  'audit.since': 'Du',
  'audit.until': 'Au',
  'audit.all': 'Tout afficher',
  'event.target': 'À',
  'mails.title': 'E-mails',
  'mails.lede': 'Ce qui a été envoyé récemment. Le contenu est scellé et ne peut être lu ici.',
  'mails.none': 'Aucun e-mail n’a été écrit.',
  'deliveries.title': 'Avis de déconnexion',
  'deliveries.lede': 'Ce que les applications ont appris quand quelqu’un s’est déconnecté (back-channel logout).',
  'deliveries.none': 'Aucune application n’était à prévenir.',
  'sending.status': 'État',
  'sending.all': 'Tous',
  'sending.queued': 'En attente',
  'sending.sent': 'Envoyé',
  'sending.failed': 'Échec',
  'sending.tries': 'Tentatives : {count}',
  'sending.retry': 'Réessayer',
  'sending.retry-label': 'Réessayer : {to}',
}
