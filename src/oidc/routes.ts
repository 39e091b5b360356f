/** Where the protocol lives; a contract with every client (configuration.md). */
export const routes = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  userinfo: '/oauth/userinfo',
  introspection: '/oauth/token_info',
  revocation: '/oauth/token/revoke',
  registration: '/oauth/register',
  pushed_authorization_request: '/oauth/par',
  device_authorization: '/oauth/device_authorization',
  code_verification: '/oauth/device',
  end_session: '/oauth/logout',
  jwks: '/.well-known/jwks.json',
} as const
