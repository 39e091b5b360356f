import type { errors as source } from '../en/errors.ts'
import type { Translation } from '../translation.ts'

export const errors: Translation<typeof source> = {
  'error.input.invalid': 'Hay algo mal en el formulario. Revisa los campos marcados.',
  'error.input.invalid.request':
    'La aplicación ha enviado una petición que no entendemos. Vuelve a la aplicación e inténtalo de nuevo; si sigue igual, avisa a quienes la hacen.',
  'error.input.too-large': 'Es más de lo que podemos recibir de una vez. Envía menos e inténtalo de nuevo.',
  'error.media.unsupported': 'No podemos leer este tipo de datos. Envíalos en el formato esperado.',
  'error.return-to.refused': 'No conocemos la dirección de vuelta, así que por tu seguridad nos detenemos aquí.',
  'error.role.refused': 'Ese rol no está permitido aquí. Consulta a quienes hacen la aplicación.',
  'error.role.default-refused':
    'El rol predeterminado tiene que ser uno de los permitidos. Consulta a quienes hacen la aplicación.',
  'error.grant.unsupported':
    'La aplicación ha pedido acceso de una forma que aquí no es posible. Avisa a quienes la hacen.',
  'error.attempt.invalid':
    'Este inicio de sesión no empezó en este navegador. Vuelve a la aplicación y empieza de nuevo.',
  'error.attempt.expired': 'Este inicio de sesión ha caducado. Vuelve a la aplicación y empieza de nuevo.',
  'error.sign-in.refused': 'El usuario y la contraseña no coinciden. Revisa los dos e inténtalo de nuevo.',
  'error.sign-in.refused.passkey':
    'Esta clave de acceso no ha abierto ninguna cuenta aquí. Inténtalo de nuevo o entra de otra forma.',
  'error.sign-in.restart': 'Este inicio de sesión ha caducado. Empieza de nuevo.',
  'error.session.required': 'Inicia sesión para ver esta página.',
  'error.session.recent-required': 'Confirma que eres tú antes de cambiar esto.',
  'error.token.invalid': 'Este enlace o token no es válido. Pide uno nuevo.',
  'error.token.used': 'Este enlace ya se ha usado. Pide uno nuevo.',
  'error.token.expired': 'Este enlace o token ha caducado. Pide uno nuevo.',
  'error.proof.missing': 'La aplicación no ha demostrado que este acceso sea suyo. Vuelve a ella y empieza de nuevo.',
  'error.proof.invalid':
    'La prueba de que este acceso es de la aplicación no es válida. Vuelve a ella y empieza de nuevo.',
  'error.proof.mismatch': 'Este acceso pertenece a otro dispositivo. Vuelve a la aplicación y empieza de nuevo.',
  'error.key.missing': 'A esta solicitud le falta una clave.',
  'error.key.invalid': 'Esta clave no es válida.',
  'error.account.disabled': 'Esta cuenta está desactivada. Pide ayuda a un administrador.',
  'error.account.locked':
    'Ha habido demasiados intentos fallidos, así que la contraseña está en pausa. Inténtalo más tarde o usa el enlace que te hemos enviado por correo.',
  'error.account.unverified': 'Confirma primero tu correo electrónico. Te hemos enviado un código.',
  'error.factor.required':
    'Esta cuenta está protegida con la verificación en dos pasos, que esta aplicación no puede pedir. Inicia sesión en nuestras propias páginas.',
  'error.email.refused': 'Esta dirección no se puede usar aquí. Prueba con otra.',
  'error.administrator.last': 'Es el único administrador. Nombra antes a otro.',
  'error.admin.required': 'Solo los administradores pueden ver esto.',
  'error.origin.refused':
    'Este formulario venía de otro sitio, así que no lo hemos aceptado. Abre la página de nuevo y reinténtalo.',
  'error.sign-up.closed': 'Aquí las cuentas nuevas son por invitación. Pide a un administrador que te añada.',
  'error.satellite.refused':
    'El inicio de sesión está en otra dirección de este sitio. Vuelve a la aplicación y empieza de nuevo.',
  'error.host.refused': 'Este servicio no responde en esta dirección.',
  'error.client.unknown':
    'No conocemos la aplicación que te ha enviado aquí. Di a quienes la hacen que su identificador de cliente no está registrado.',
  'error.client.public-without-pkce': 'Una aplicación sin secreto tiene que usar PKCE. Activa PKCE.',
  'error.client.consent-required':
    'Una aplicación que se registró sola tiene que pedir permiso a las personas. Deja activada la página de consentimiento.',
  'error.redirect-uri.duplicate': 'Esta dirección de redirección aparece dos veces. Quita una de ellas.',
  'error.scope.unknown': 'Uno de estos permisos no existe. Revisa cómo está escrito o créalo primero.',
  'error.user.unknown': 'Esa persona no existe aquí.',
  'error.resource.unknown': 'Aquí no hay nada con ese nombre.',
  'error.session.unknown': 'Esa sesión ya ha terminado.',
  'error.identity.unknown': 'Esa cuenta no está vinculada a la tuya.',
  'error.provider.unknown': 'No conocemos esa forma de iniciar sesión. Elige otra.',
  'error.provider.disabled': 'Esa forma de iniciar sesión está desactivada aquí. Elige otra.',
  'error.page.unknown': 'No hay ninguna página en esta dirección. Revisa el enlace o vuelve atrás.',
  'error.email.taken': 'Esta dirección ya pertenece a una cuenta. Inicia sesión con ella o usa otra.',
  'error.email.unverified': 'Esta dirección aún no está confirmada. Introduce el código que le hemos enviado.',
  'error.email.unverified-conflict':
    '{provider} por sí solo no puede abrir una cuenta aquí. Entra como siempre y vincula después {provider} en tu cuenta.',
  'error.username.taken': 'Este nombre de usuario está ocupado. Elige otro.',
  'error.external-id.taken': 'Este identificador externo ya está en uso.',
  'error.resource.taken': 'Este identificador ya está en uso.',
  'error.identity.already-linked': 'Esa cuenta está vinculada a otra persona aquí. Desvincúlala primero allí.',
  'error.identity.last': 'Es tu única forma de entrar. Añade antes una contraseña, una clave de acceso u otra cuenta.',
  'error.setup.done': 'Este servicio ya está configurado. Inicia sesión como administrador.',
  'error.ticket.invalid': 'Este paso no empezó en este navegador. Empieza de nuevo.',
  'error.ticket.expired': 'Este paso ha tardado demasiado. Empieza de nuevo.',
  'error.ticket.used': 'Este paso ya está hecho. Empieza de nuevo si no has iniciado sesión.',
  'error.ticket.pkce-mismatch': 'Este paso no empezó en este navegador. Empieza de nuevo.',
  'error.code.invalid': 'Este código no es correcto. Usa el más reciente e inténtalo de nuevo.',
  'error.code.expired': 'Este código ha caducado. Pide uno nuevo.',
  'error.code.exhausted': 'Ha habido demasiados códigos incorrectos. Pide uno nuevo.',
  'error.code.exhausted.factor': 'Ha habido demasiados códigos incorrectos. Inicia sesión de nuevo.',
  'error.password.weak': 'Esta contraseña es demasiado fácil de adivinar. Elige otra.',
  'error.password.weak.short': 'Esta contraseña es demasiado corta. Alárgala.',
  'error.password.weak.long': 'Esta contraseña es demasiado larga. Acórtala.',
  'error.password.weak.common':
    'Mucha gente usa esta contraseña, así que es de las primeras que se prueban. Elige otra.',
  'error.password.weak.context': 'Esta contraseña contiene tu nombre, tu dirección o nuestro nombre. Elige otra.',
  'error.password.weak.breached': 'Esta contraseña apareció en una filtración de datos en otro sitio. Elige otra.',
  'error.password.weak.compromised':
    'Es posible que otras personas conozcan esta contraseña, así que ya no sirve aquí. Elige una nueva con el enlace que te hemos enviado por correo.',
  'error.password.absent': 'Esta cuenta no tiene contraseña. Inicia sesión de otra forma o pide una contraseña nueva.',
  'error.factor.absent': 'Esta cuenta no tiene configurada la verificación en dos pasos.',
  'error.rate.limited': 'Han sido muchos intentos. Espera un poco y vuelve a intentarlo.',
  'error.rate.limited.password':
    'Ha habido demasiados intentos fallidos, así que la contraseña está en pausa. Inténtalo más tarde o usa el enlace que te hemos enviado por correo.',
  'error.upstream.denied': '{provider} dice que has cancelado. Inténtalo de nuevo o entra de otra forma.',
  'error.upstream.refused': '{provider} no te ha dejado entrar. Inténtalo de nuevo o entra de otra forma.',
  'error.upstream.exchange-failed':
    '{provider} no ha completado el inicio de sesión. Inténtalo de nuevo o entra de otra forma.',
  'error.upstream.profile-failed': '{provider} no nos ha dicho quién eres. Inténtalo de nuevo o entra de otra forma.',
  'error.upstream.unreachable': '{provider} no responde en este momento. Inténtalo pronto o entra de otra forma.',
  'error.upstream.refresh-missing': '{provider} no nos ha dado un acceso duradero. Vincúlalo de nuevo para renovarlo.',
  'error.server.busy': 'Ahora mismo hay mucho movimiento. Espera unos segundos e inténtalo de nuevo.',
  'error.server.unavailable': 'El servicio está haciendo una breve pausa. Inténtalo dentro de un minuto.',
  'error.server.fault':
    'Algo ha fallado por nuestra parte. Inténtalo de nuevo; si sigue igual, indica el número de solicitud de abajo.',
}
