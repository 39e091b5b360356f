import type { mail as source } from '../en/mail.ts'
import type { Translation } from '../translation.ts'

export const mail: Translation<typeof source> = {
  'mail.ignore': 'Si ce n’était pas vous, vous n’avez rien à faire.',
  'mail.not-you': 'Si ce n’était pas vous, agissez maintenant :',
  'mail.link': 'Si le bouton ne fonctionne pas, ouvrez cette adresse :',
  'mail.fact': '{name} : {value}',
  'mail.expires': {
    one: 'Valable {count} minute, une seule fois.',
    other: 'Valable {count} minutes, une seule fois.',
  },
  'mail.never-share': 'Nous ne demandons jamais ce code par téléphone ni par message. Ne le transmettez à personne.',
  'mail.why': 'Vous recevez ce message parce que cette adresse a été indiquée à {brand}.',
  'mail.when': 'Quand',
  'mail.device': 'Appareil',
  'mail.place': 'Réseau',
  'mail.secure': 'Vérifier mon compte',
  'mail.verify.subject': '{code} est votre code pour {brand}',
  'mail.verify.heading': 'Confirmez votre adresse',
  'mail.verify.body': 'Saisissez ce code pour confirmer que cette adresse est la vôtre :',
  'mail.verify.action': 'Confirmer l’adresse',
  'mail.confirm.subject': 'Confirmez votre adresse pour {brand}',
  'mail.confirm.body':
    'Vous vous êtes connecté par {provider}. Confirmez que cette adresse est la vôtre, puis connectez-vous de nouveau :',
  'mail.confirm.expires': 'Valable 24 heures, une seule fois.',
  'mail.sign-in.subject': '{code} est votre code de connexion à {brand}',
  'mail.sign-in.heading': 'Votre code de connexion',
  'mail.sign-in.body': 'Saisissez ce code pour vous connecter :',
  'mail.prove.subject': '{code} est votre code pour {brand}',
  'mail.prove.heading': 'Vous êtes-vous connecté par {provider} ?',
  'mail.prove.body':
    'Quelqu’un s’est connecté par {provider} et a donné cette adresse. Ne saisissez ce code que si c’était vous ; {provider} ouvrira alors votre compte ici :',
  'mail.reset.subject': 'Choisissez un nouveau mot de passe',
  'mail.reset.heading': 'Choisissez un nouveau mot de passe',
  'mail.reset.body': 'Vous avez demandé un nouveau mot de passe pour {brand}. Choisissez-le ici :',
  'mail.reset.action': 'Choisir un nouveau mot de passe',
  'mail.known.subject': 'Vous avez déjà un compte chez {brand}',
  'mail.known.heading': 'Vous avez déjà un compte',
  'mail.known.body':
    'Quelqu’un a voulu créer un compte chez {brand} avec cette adresse, mais vous en avez déjà un. Connectez-vous simplement :',
  'mail.known.action': 'Se connecter',
  'mail.known.recover': 'Mot de passe oublié ? Choisissez-en un nouveau sur {url}',
  'mail.password-changed.subject': 'Votre mot de passe a été changé',
  'mail.password-changed.heading': 'Votre mot de passe a été changé',
  'mail.password-changed.body':
    'Le mot de passe de votre compte chez {brand} a été changé. Tous les autres appareils ont été déconnectés.',
  'mail.password-changed.action': 'Choisir un autre mot de passe',
  'mail.new-device.subject': 'Nouvelle connexion à votre compte',
  'mail.new-device.heading': 'Nouvelle connexion',
  'mail.new-device.body': 'Un appareil que nous ne connaissions pas encore s’est connecté à votre compte chez {brand}.',
  'mail.email-changed.subject': 'L’adresse e-mail de votre compte a été changée',
  'mail.email-changed.heading': 'Votre adresse e-mail a été changée',
  'mail.email-changed.body':
    'L’adresse principale de votre compte chez {brand} est désormais {email}. Ceci est le dernier message envoyé à l’ancienne.',
  'mail.factor.subject': 'La protection de votre compte a été modifiée',
  'mail.factor.heading': 'Un changement dans votre façon de vous connecter',
  'mail.factor.totp-added':
    'Une application d’authentification a été ajoutée à votre compte chez {brand} pour la validation en deux étapes.',
  'mail.factor.totp-removed': 'La validation en deux étapes de votre compte chez {brand} a été désactivée.',
  'mail.factor.passkey-added': 'Une clé d’accès a été ajoutée à votre compte chez {brand}.',
  'mail.factor.passkey-removed': 'Une clé d’accès a été supprimée de votre compte chez {brand}.',
  'mail.factor.recovery-codes-made':
    'De nouveaux codes de récupération ont été créés pour votre compte chez {brand}. Les anciens ne sont plus valables.',
  'mail.factor.recovery-code-used': 'Un code de récupération a servi à se connecter à votre compte chez {brand}.',
  'mail.identity.linked-subject': '{provider} a été associé à votre compte',
  'mail.identity.linked-body': '{provider} permet désormais de se connecter à votre compte chez {brand}.',
  'mail.identity.unlinked-subject': '{provider} a été dissocié de votre compte',
  'mail.identity.unlinked-body': '{provider} ne permet plus de se connecter à votre compte chez {brand}.',
  'mail.locked.subject': 'La connexion à votre compte est suspendue',
  'mail.locked.heading': 'Trop de mots de passe erronés',
  'mail.locked.body':
    'Quelqu’un a saisi de nombreuses fois un mot de passe erroné pour votre compte chez {brand} ; la connexion par mot de passe est donc suspendue. Si c’était vous, continuez ici :',
  'mail.locked.action': 'Me laisser me connecter',
  'mail.locked.other':
    'Les clés d’accès et les appareils déjà connectés continuent de fonctionner. Si ce n’était pas vous, votre mot de passe a tenu bon ; vous n’avez rien d’autre à faire.',
  'mail.deletion.subject': 'Votre compte sera supprimé',
  'mail.deletion.heading': 'Votre compte sera supprimé',
  'mail.deletion.body':
    'Vous avez demandé la suppression de votre compte chez {brand}. Le {date}, tout ce qu’il contient sera effacé. D’ici là, vous pouvez changer d’avis.',
  'mail.deletion.action': 'Garder mon compte',
}
