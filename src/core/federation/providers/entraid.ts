import { id } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'
import { describePerson, microsoftClaims } from './microsoft-claims.ts'

export const entraid = defineProvider({
  id: 'entraid',
  label: 'Microsoft Entra ID',
  protocol: 'oidc',
  scopes: ['email', 'profile', 'openid', 'offline_access'],
  idToken: 'optional',
  endpoints: ({ tenant = 'common' }) => ({
    // The tenant of the person stands in for `{tenantid}`; with a pinned tenant there is only one.
    issuer: `https://login.microsoftonline.com/${/^[\da-f-]{36}$/.test(tenant) ? tenant : '{tenantid}'}/v2.0`,
    authorizationUrl: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`,
    tokenUrl: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
    profileUrl: 'https://graph.microsoft.com/oidc/userinfo',
    jwksUrl: `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`,
  }),
  identify(profile) {
    const claims = microsoftClaims.parse(profile)
    return { subject: id.parse(claims.sub), ...describePerson(claims) }
  },
})
