import type { errors as source } from '../en/errors.ts'
import type { Translation } from '../translation.ts'

export const errors: Translation<typeof source> = {
  'error.input.invalid': 'Quelque chose ne va pas dans le formulaire. Vérifiez les champs signalés.',
  'error.input.invalid.request':
    'L’application a envoyé une demande que nous ne comprenons pas. Revenez à l’application et réessayez ; si cela persiste, prévenez ses développeurs.',
  'error.input.too-large': 'C’est plus que nous ne pouvons recevoir en une fois. Envoyez-en moins et réessayez.',
  'error.media.unsupported': 'Nous ne pouvons pas lire ce type de données. Envoyez-les dans le format attendu.',
  'error.return-to.refused':
    'Nous ne connaissons pas l’adresse de retour. Pour votre sécurité, nous nous arrêtons ici.',
  'error.role.refused': 'Ce rôle n’est pas autorisé ici. Adressez-vous aux développeurs de l’application.',
  'error.role.default-refused':
    'Le rôle par défaut doit être l’un des rôles autorisés. Adressez-vous aux développeurs de l’application.',
  'error.grant.unsupported':
    'L’application demande un accès d’une façon qui n’est pas possible ici. Prévenez ses développeurs.',
  'error.attempt.invalid':
    'Cette connexion n’a pas été commencée dans ce navigateur. Revenez à l’application et recommencez.',
  'error.attempt.expired': 'Cette connexion a expiré. Revenez à l’application et recommencez.',
  'error.sign-in.refused': 'L’identifiant et le mot de passe ne correspondent pas. Vérifiez les deux et réessayez.',
  'error.sign-in.refused.passkey':
    'Cette clé d’accès n’a ouvert aucun compte ici. Réessayez, ou connectez-vous autrement.',
  'error.sign-in.restart': 'Cette connexion a expiré. Recommencez.',
  'error.session.required': 'Connectez-vous pour voir cette page.',
  'error.session.recent-required': 'Confirmez d’abord que c’est bien vous.',
  'error.token.invalid': 'Ce lien ou ce jeton n’est pas valable. Demandez-en un nouveau.',
  'error.token.used': 'Ce lien a déjà servi. Demandez-en un nouveau.',
  'error.token.expired': 'Ce lien ou ce jeton a expiré. Demandez-en un nouveau.',
  'error.proof.missing': 'L’application n’a pas prouvé que cet accès est le sien. Revenez-y et recommencez.',
  'error.proof.invalid':
    'La preuve que cet accès appartient à l’application n’est pas valable. Revenez-y et recommencez.',
  'error.proof.mismatch': 'Cet accès appartient à un autre appareil. Revenez à l’application et recommencez.',
  'error.key.missing': 'Il manque une clé à cette requête.',
  'error.key.invalid': 'Cette clé n’est pas valable.',
  'error.account.disabled': 'Ce compte est désactivé. Adressez-vous à un administrateur.',
  'error.account.locked':
    'Il y a eu trop d’échecs ; la connexion par mot de passe est suspendue. Réessayez plus tard, ou utilisez le lien envoyé par e-mail.',
  'error.account.unverified': 'Confirmez d’abord votre adresse e-mail. Nous vous avons envoyé un code.',
  'error.factor.required':
    'Ce compte est protégé par une validation en deux étapes que cette application ne sait pas demander. Connectez-vous plutôt sur nos pages.',
  'error.email.refused': 'Cette adresse ne peut pas être utilisée ici. Prenez-en une autre.',
  'error.administrator.last': 'C’est le seul administrateur. Nommez-en d’abord un autre.',
  'error.admin.required': 'Cette page est réservée aux administrateurs.',
  'error.origin.refused':
    'Ce formulaire venait d’un autre site, nous ne l’avons donc pas accepté. Rouvrez la page et réessayez.',
  'error.sign-up.closed': 'Ici, les comptes se créent sur invitation. Demandez à un administrateur de vous ajouter.',
  'error.satellite.refused':
    'La connexion se fait à une autre adresse de ce site. Revenez à l’application et recommencez.',
  'error.host.refused': 'Ce service ne répond pas à cette adresse.',
  'error.client.unknown':
    'Nous ne connaissons pas l’application qui vous envoie. Dites à ses développeurs que son identifiant client n’est pas enregistré.',
  'error.client.public-without-pkce': 'Une application sans secret doit utiliser PKCE. Activez PKCE.',
  'error.client.consent-required':
    'Une application qui s’est enregistrée elle-même doit demander l’accord des personnes. Laissez la page de consentement activée.',
  'error.redirect-uri.duplicate': 'Cette adresse de redirection figure deux fois. Supprimez-en une.',
  'error.scope.unknown': 'L’une de ces portées n’existe pas. Vérifiez son orthographe ou créez-la d’abord.',
  'error.user.unknown': 'Cette personne n’existe pas ici.',
  'error.resource.unknown': 'Il n’y a rien de ce nom ici.',
  'error.session.unknown': 'Cette session est déjà terminée.',
  'error.identity.unknown': 'Ce compte n’est pas associé au vôtre.',
  'error.provider.unknown': 'Nous ne connaissons pas ce mode de connexion. Choisissez-en un autre.',
  'error.provider.disabled': 'Ce mode de connexion est désactivé ici. Choisissez-en un autre.',
  'error.page.unknown': 'Il n’y a pas de page à cette adresse. Vérifiez le lien ou revenez en arrière.',
  'error.email.taken': 'Cette adresse appartient déjà à un compte. Connectez-vous avec elle, ou prenez-en une autre.',
  'error.email.unverified': 'Cette adresse n’est pas encore confirmée. Saisissez le code que nous y avons envoyé.',
  'error.email.unverified-conflict':
    '{provider} ne suffit pas pour ouvrir un compte ici. Connectez-vous comme d’habitude, puis associez {provider} dans votre compte.',
  'error.username.taken': 'Ce nom d’utilisateur est pris. Choisissez-en un autre.',
  'error.external-id.taken': 'Cet identifiant externe est déjà utilisé.',
  'error.resource.taken': 'Cet identifiant est déjà utilisé.',
  'error.identity.already-linked': 'Ce compte est associé à quelqu’un d’autre ici. Dissociez-le d’abord là-bas.',
  'error.identity.last':
    'C’est votre seul moyen d’entrer. Ajoutez d’abord un mot de passe, une clé d’accès ou un autre compte.',
  'error.setup.done': 'Ce service est déjà installé. Connectez-vous en tant qu’administrateur.',
  'error.ticket.invalid': 'Cette étape n’a pas été commencée dans ce navigateur. Recommencez.',
  'error.ticket.expired': 'Cette étape a duré trop longtemps. Recommencez.',
  'error.ticket.used': 'Cette étape est déjà faite. Recommencez si vous n’êtes pas connecté.',
  'error.ticket.pkce-mismatch': 'Cette étape n’a pas été commencée dans ce navigateur. Recommencez.',
  'error.code.invalid': 'Ce code n’est pas le bon. Prenez le plus récent et réessayez.',
  'error.code.expired': 'Ce code a expiré. Demandez-en un nouveau.',
  'error.code.exhausted': 'Il y a eu trop de codes erronés. Demandez-en un nouveau.',
  'error.code.exhausted.factor': 'Il y a eu trop de codes erronés. Connectez-vous de nouveau.',
  'error.password.weak': 'Ce mot de passe est trop facile à deviner. Choisissez-en un autre.',
  'error.password.weak.short': 'Ce mot de passe est trop court. Allongez-le.',
  'error.password.weak.long': 'Ce mot de passe est trop long. Raccourcissez-le.',
  'error.password.weak.common':
    'Beaucoup de gens utilisent ce mot de passe, c’est donc le premier qu’on essaie. Choisissez-en un autre.',
  'error.password.weak.context':
    'Ce mot de passe contient votre nom, votre adresse ou notre nom. Choisissez-en un autre.',
  'error.password.weak.breached':
    'Ce mot de passe est apparu ailleurs dans une fuite de données. Choisissez-en un autre.',
  'error.password.weak.compromised':
    'D’autres personnes connaissent peut-être ce mot de passe : il ne fonctionne plus ici. Choisissez-en un nouveau avec le lien que nous vous avons envoyé par e-mail.',
  'error.password.absent':
    'Ce compte n’a pas de mot de passe. Connectez-vous autrement, ou demandez un nouveau mot de passe.',
  'error.factor.absent': 'La validation en deux étapes n’est pas configurée pour ce compte.',
  'error.rate.limited': 'Cela fait beaucoup de tentatives. Attendez un peu, puis réessayez.',
  'error.rate.limited.password':
    'Il y a eu trop d’échecs ; la connexion par mot de passe est suspendue. Réessayez plus tard, ou utilisez le lien envoyé par e-mail.',
  'error.upstream.denied': '{provider} indique que vous avez annulé. Réessayez, ou connectez-vous autrement.',
  'error.upstream.refused': '{provider} ne vous a pas laissé entrer. Réessayez, ou connectez-vous autrement.',
  'error.upstream.exchange-failed': '{provider} n’a pas terminé la connexion. Réessayez, ou connectez-vous autrement.',
  'error.upstream.profile-failed':
    '{provider} ne nous a pas dit qui vous êtes. Réessayez, ou connectez-vous autrement.',
  'error.upstream.unreachable':
    '{provider} ne répond pas en ce moment. Réessayez bientôt, ou connectez-vous autrement.',
  'error.upstream.refresh-missing': '{provider} ne nous a pas donné d’accès durable. Associez de nouveau le compte.',
  'error.server.busy': 'Il y a beaucoup de monde en ce moment. Attendez quelques secondes et réessayez.',
  'error.server.unavailable': 'Le service fait une courte pause. Réessayez dans une minute.',
  'error.server.fault':
    'Quelque chose s’est mal passé de notre côté. Réessayez ; si cela persiste, transmettez le numéro de requête ci-dessous.',
}
