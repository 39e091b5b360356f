import type { KoaContextWithOIDC } from 'oidc-provider'
import { SignedOut, SignOut } from '../../../views/pages/sign-out.tsx'
import { page } from '../../http/page.tsx'
import type { Services } from '../../services.ts'
import { primaryEmail } from '../../store/users.ts'
import { askedLocales } from '../asked-locales.ts'

/** Sign-out that an application starts (OpenID Connect RP-Initiated Logout 1.0), asked for and told on our pages. */
export function rpInitiatedLogout(services: Services) {
  return {
    enabled: true,
    async logoutSource(ctx: KoaContextWithOIDC): Promise<void> {
      const { session, client } = ctx.oidc
      const user = session?.accountId === undefined ? undefined : await services.store.users.find(session.accountId)
      const view = (
        <SignOut
          action={ctx.oidc.urlFor('end_session_confirm')}
          hidden={{ xsrf: String(session?.state?.['secret']) }}
          user={user && (primaryEmail(user)?.address ?? user.username ?? undefined)}
          client={client?.clientName}
        />
      )
      page(ctx, services, view, { locales: askedLocales(ctx) })
    },
    async postLogoutSuccessSource(ctx: KoaContextWithOIDC): Promise<void> {
      // The engine names the application only when the person stayed signed in here.
      page(ctx, services, <SignedOut kept={ctx.oidc.client !== undefined} />, { locales: askedLocales(ctx) })
    },
  }
}
