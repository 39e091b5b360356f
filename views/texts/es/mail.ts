import type { mail as source } from '../en/mail.ts'
import type { Translation } from '../translation.ts'

export const mail: Translation<typeof source> = {
  'mail.ignore': 'Si no fuiste tú, no tienes que hacer nada.',
  'mail.not-you': 'Si no fuiste tú, actúa ahora:',
  'mail.link': 'Si el botón no funciona, abre esta dirección:',
  'mail.fact': '{name}: {value}',
  'mail.expires': {
    one: 'Vale durante {count} minuto y una sola vez.',
    other: 'Vale durante {count} minutos y una sola vez.',
  },
  'mail.never-share': 'Nunca pedimos este código por teléfono ni por mensaje. No se lo des a nadie.',
  'mail.why': 'Recibes este mensaje porque esta dirección se ha indicado en {brand}.',
  'mail.when': 'Cuándo',
  'mail.device': 'Dispositivo',
  'mail.place': 'Red',
  'mail.secure': 'Revisar mi cuenta',
  'mail.verify.subject': '{code} es tu código para {brand}',
  'mail.verify.heading': 'Confirma tu dirección',
  'mail.verify.body': 'Introduce este código para confirmar que esta dirección es tuya:',
  'mail.verify.action': 'Confirmar la dirección',
  'mail.confirm.subject': 'Confirma tu dirección para {brand}',
  'mail.confirm.body':
    'Has iniciado sesión con {provider}. Confirma que esta dirección es tuya y vuelve a iniciar sesión:',
  'mail.confirm.expires': 'Vale durante 24 horas y una sola vez.',
  'mail.sign-in.subject': '{code} es tu código de acceso a {brand}',
  'mail.sign-in.heading': 'Tu código de acceso',
  'mail.sign-in.body': 'Introduce este código para iniciar sesión:',
  'mail.prove.subject': '{code} es tu código para {brand}',
  'mail.prove.heading': '¿Has iniciado sesión con {provider}?',
  'mail.prove.body':
    'Alguien ha iniciado sesión con {provider} y ha dado esta dirección. Introduce este código solo si fuiste tú; así {provider} abrirá tu cuenta aquí:',
  'mail.reset.subject': 'Elige una contraseña nueva',
  'mail.reset.heading': 'Elige una contraseña nueva',
  'mail.reset.body': 'Has pedido una contraseña nueva para {brand}. Elígela aquí:',
  'mail.reset.action': 'Elegir una contraseña nueva',
  'mail.known.subject': 'Ya tienes una cuenta en {brand}',
  'mail.known.heading': 'Ya tienes una cuenta',
  'mail.known.body':
    'Alguien ha intentado crear una cuenta en {brand} con esta dirección, pero ya tienes una. Solo tienes que iniciar sesión:',
  'mail.known.action': 'Iniciar sesión',
  'mail.known.recover': '¿Olvidaste tu contraseña? Elige una nueva en {url}',
  'mail.password-changed.subject': 'Tu contraseña ha cambiado',
  'mail.password-changed.heading': 'Tu contraseña ha cambiado',
  'mail.password-changed.body':
    'Se ha cambiado la contraseña de tu cuenta en {brand}. Se ha cerrado la sesión en todos los demás dispositivos.',
  'mail.password-changed.action': 'Elegir otra contraseña',
  'mail.new-device.subject': 'Nuevo inicio de sesión en tu cuenta',
  'mail.new-device.heading': 'Nuevo inicio de sesión',
  'mail.new-device.body': 'Se ha iniciado sesión en tu cuenta de {brand} desde un dispositivo que aún no conocíamos.',
  'mail.email-changed.subject': 'Ha cambiado el correo de tu cuenta',
  'mail.email-changed.heading': 'Tu correo electrónico ha cambiado',
  'mail.email-changed.body':
    'La dirección principal de tu cuenta en {brand} es ahora {email}. Este es el último mensaje a la anterior.',
  'mail.factor.subject': 'Ha cambiado la protección de tu cuenta',
  'mail.factor.heading': 'Un cambio en tu forma de iniciar sesión',
  'mail.factor.totp-added':
    'Se ha añadido una aplicación de autenticación a tu cuenta en {brand} para la verificación en dos pasos.',
  'mail.factor.totp-removed': 'Se ha desactivado la verificación en dos pasos de tu cuenta en {brand}.',
  'mail.factor.passkey-added': 'Se ha añadido una clave de acceso a tu cuenta en {brand}.',
  'mail.factor.passkey-removed': 'Se ha quitado una clave de acceso de tu cuenta en {brand}.',
  'mail.factor.recovery-codes-made':
    'Se han creado códigos de recuperación nuevos para tu cuenta en {brand}. Los anteriores ya no valen.',
  'mail.factor.recovery-code-used':
    'Se ha usado un código de recuperación para iniciar sesión en tu cuenta de {brand}.',
  'mail.identity.linked-subject': '{provider} se ha vinculado a tu cuenta',
  'mail.identity.linked-body': 'Con {provider} ya se puede iniciar sesión en tu cuenta de {brand}.',
  'mail.identity.unlinked-subject': '{provider} se ha desvinculado de tu cuenta',
  'mail.identity.unlinked-body': 'Con {provider} ya no se puede iniciar sesión en tu cuenta de {brand}.',
  'mail.locked.subject': 'El acceso a tu cuenta está en pausa',
  'mail.locked.heading': 'Demasiadas contraseñas incorrectas',
  'mail.locked.body':
    'Alguien ha escrito muchas veces una contraseña incorrecta para tu cuenta en {brand}, así que la entrada con contraseña está en pausa. Si fuiste tú, continúa aquí:',
  'mail.locked.action': 'Déjame entrar',
  'mail.locked.other':
    'Las claves de acceso y los dispositivos con la sesión abierta siguen funcionando. Si no fuiste tú, tu contraseña ha resistido; no hace falta nada más.',
  'mail.deletion.subject': 'Tu cuenta se eliminará',
  'mail.deletion.heading': 'Tu cuenta se eliminará',
  'mail.deletion.body':
    'Has pedido eliminar tu cuenta en {brand}. El {date} se borrará todo lo que contiene. Hasta entonces puedes cambiar de idea.',
  'mail.deletion.action': 'Conservar mi cuenta',
}
