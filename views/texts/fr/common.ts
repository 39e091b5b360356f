import type { common as source } from '../en/common.ts'
import type { Translation } from '../translation.ts'

export const common: Translation<typeof source> = {
  'common.continue': 'Continuer',
  'common.cancel': 'Annuler',
  'common.save': 'Enregistrer',
  'common.remove': 'Supprimer',
  'common.or': 'ou',
  'common.optional': 'facultatif',
  'common.error-title': 'Erreur : {title}',
  'common.request': 'Requête',
  'common.languages': 'Langues',
  'common.skip': 'Aller au contenu',
  'common.email': 'Adresse e-mail',
  'common.identifier': 'E-mail ou nom d’utilisateur',
  'common.username': 'Nom d’utilisateur',
  'common.name': 'Nom',
  'common.password': 'Mot de passe',
  'common.new-password': 'Nouveau mot de passe',
  'common.code': 'Code',
  'password.rule': {
    one: 'Au moins {count} caractère. Quelques mots sans rapport entre eux suffisent à le rendre solide.',
    other: 'Au moins {count} caractères. Quelques mots sans rapport entre eux suffisent à le rendre solide.',
  },
  'common.other-service': 'L’autre service',
  'field.required': 'À remplir.',
  'field.email': 'Indiquez une adresse complète, comme nom@example.com.',
  'field.too-short': 'C’est trop court.',
  'field.too-long': 'C’est trop long.',
  'field.invalid': 'Vérifiez ce champ et réessayez.',
  'field.wrong-password': 'Ce n’est pas votre mot de passe actuel.',
  'field.mismatch': 'Les deux saisies diffèrent.',
}
