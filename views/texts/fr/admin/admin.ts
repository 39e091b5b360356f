import type { admin as source } from '../../en/admin/admin.ts'
import type { Translation } from '../../translation.ts'

export const admin: Translation<typeof source> = {
  'admin.sections': 'Rubriques de l’administration',
  'admin.search': 'Rechercher',
  'admin.nothing-found': 'Aucun résultat. Cherchez autre chose.',
  'admin.pages': 'Pages de cette liste',
  'admin.next-page': 'Page suivante',
  'admin.first-page': 'Revenir à la première page',
  'overview.title': 'Vue d’ensemble',
  'overview.lede': 'Qui est ici, et ce qui attend votre attention.',
  'overview.people': 'Personnes',
  'overview.active': 'Actives ces 30 derniers jours',
  'overview.administrators': 'Administrateurs',
  'overview.applications': 'Applications',
  'overview.attention': 'Demande votre attention',
  'overview.quiet': 'Rien ne demande votre attention pour l’instant.',
  'overview.mails-failed': 'E-mails qui n’ont pas pu partir : {count}',
  'overview.mails-failed-why':
    'La dernière tentative a échoué aussi. Vérifiez SMTP_URL et si le serveur accepte l’expéditeur.',
  'overview.deliveries-failed': 'Déconnexions qu’une application n’a pas reçues : {count}',
  'overview.deliveries-failed-why': 'L’application n’a pas répondu à son adresse de déconnexion par canal arrière.',
  'overview.no-mail-server': 'Aucun serveur de messagerie n’est configuré',
  'overview.no-mail-server-why':
    'Les e-mails sont écrits dans le dossier « outbox » près des données. Définissez SMTP_URL pour les envoyer.',
  'overview.no-provider': 'Aucun autre service ne connecte encore personne',
  'overview.no-provider-why':
    'On se connecte avec un mot de passe ou une clé d’accès. Ajoutez Google, GitHub ou un autre service si vous le souhaitez.',
  'overview.no-second-step': 'Votre propre compte n’a pas de validation en deux étapes',
  'overview.no-second-step-why':
    'Quiconque apprend votre mot de passe entre ici. Configurez une application d’authentification ou une clé d’accès.',
  'overview.set-up': 'Configurer',
}
