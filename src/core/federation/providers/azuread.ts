import { id } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'
import { describePerson, microsoftClaims } from './microsoft-claims.ts'

export const azuread = defineProvider({
  id: 'azuread',
  label: 'Azure AD',
  protocol: 'oidc',
  scopes: ['email', 'profile', 'openid', 'offline_access'],
  idToken: 'optional',
  pkce: false,
  endpoints: ({ tenant = 'common' }) => ({
    issuer: `https://sts.windows.net/${/^[\da-f-]{36}$/.test(tenant) ? tenant : '{tenantid}'}/`,
    authorizationUrl: `https://login.microsoftonline.com/${tenant}/oauth2/authorize`,
    tokenUrl: `https://login.microsoftonline.com/${tenant}/oauth2/token`,
    profileUrl: `https://login.microsoftonline.com/${tenant}/openid/userinfo`,
    jwksUrl: `https://login.microsoftonline.com/${tenant}/discovery/keys`,
  }),
  authorizationParams: () => ({ prompt: 'select_account' }),
  identify(profile) {
    const claims = microsoftClaims.parse(profile)
    // `oid` names the account in its directory; userinfo of this version may leave it out. Never `upn`: it can be taken.
    return { subject: id.parse(claims.oid ?? claims.sub), ...describePerson(claims) }
  },
})
