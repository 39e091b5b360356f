import type { people as source } from '../../en/admin/people.ts'
import type { Translation } from '../../translation.ts'

export const people: Translation<typeof source> = {
  'people.title': 'Personnes',
  'people.lede': 'Toutes les personnes qui ont un compte ici.',
  'people.add': 'Ajouter une personne',
  'people.search-label': 'Adresse, nom, nom d’utilisateur ou ID',
  'people.none': 'Personne n’a encore de compte.',
  'people.filter': 'Afficher',
  'people.filter-all': 'Toutes',
  'people.filter-administrators': 'Administrateurs',
  'people.filter-banned': 'Exclues',
  'people.filter-locked': 'Bloquées pour l’instant',
  'people.filter-unverified': 'Sans adresse confirmée',
  'people.administrator': 'Administrateur',
  'people.banned': 'Exclue',
  'people.locked': 'Bloquée pour l’instant',
  'people.unverified': 'Non confirmée',
  'people.leaving': 'Sur le départ',
  'people.joined': 'Inscription : {when}',
  'new-person.lede': 'La personne reçoit un e-mail pour choisir un mot de passe, sauf avis contraire.',
  'new-person.send': 'Envoyer un e-mail pour choisir un mot de passe',
  'new-person.submit': 'Ajouter',
}
