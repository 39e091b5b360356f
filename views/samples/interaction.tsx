import { Consent, type ConsentProps } from '../interaction/consent.tsx'
import { CookiesRefused, Expired } from '../interaction/expired.tsx'
import { SignIn, type SignInProps } from '../interaction/sign-in.tsx'
import { allProviders, hostile, longName, notebook, someProviders, unnamed } from './people.ts'
import type { Samples } from './sample.ts'

const signIn: SignInProps = {
  action: '/interaction/abc/sign-in',
  client: notebook,
  recoverUrl: '/recover',
  signUpUrl: '/interaction/abc/sign-up',
}

const everything: SignInProps = {
  ...signIn,
  remember: false,
  emailCodeAction: '/interaction/abc/code',
  passkey: { action: '/interaction/abc/passkey', optionsUrl: '/interaction/abc/passkey/options' },
}

const federation = '/interaction/abc/federated'

const consent: ConsentProps = {
  action: '/interaction/abc/consent',
  client: { ...notebook, url: 'https://meridian.example/', origin: 'known' },
  redirect: { kind: 'site', name: 'meridian.example', uri: 'https://app.meridian.example/auth/callback' },
  user: 'ada@example.com',
  switchUrl: '/interaction/abc/switch',
  scopes: [{ name: 'profile' }, { name: 'email' }],
  offline: true,
}

export const interactionSamples: Samples = {
  'sign-in-plain': () => <SignIn action="/interaction/abc/sign-in" />,
  'sign-in': () => (
    <SignIn {...signIn} federated={{ action: federation, providers: someProviders }} lastUsed="github" />
  ),
  'sign-in-everything': () => (
    <SignIn {...everything} federated={{ action: federation, providers: allProviders }} lastUsed="google" />
  ),
  'sign-in-refused': () => (
    <SignIn {...signIn} client={unnamed} identifier="ada@example.com" problem={{ code: 'sign-in.refused' }} />
  ),
  'sign-in-cancelled': () => (
    <SignIn
      {...everything}
      federated={{ action: federation, providers: someProviders }}
      problem={{ code: 'upstream.denied', detail: { provider: 'GitHub' } }}
    />
  ),
  'sign-in-notice': () => <SignIn {...signIn} passwordChanged />,
  'sign-in-again': () => <SignIn {...signIn} identifier="ada@example.com" signedInAs="ada@example.com" />,
  'sign-in-hostile': () => (
    <SignIn
      {...signIn}
      client={{ name: hostile }}
      identifier={hostile}
      hidden={{ state: hostile }}
      federated={{ action: federation, providers: [{ id: 'oidc-x', label: hostile }] }}
      problem={{ code: 'upstream.refused', detail: { provider: hostile } }}
    />
  ),
  consent: () => <Consent {...consent} />,
  'consent-hosted': () => (
    <Consent
      {...consent}
      client={{ ...unnamed, origin: 'hosted-metadata', host: 'agent.example.net' }}
      redirect={{ kind: 'local', name: 'localhost', uri: 'http://localhost:53127/callback' }}
      offline={false}
    />
  ),
  'consent-registered-itself': () => (
    <Consent {...consent} client={{ ...unnamed, origin: 'registered-itself' }} scopes={[{ name: 'files:read' }]} />
  ),
  'consent-local': () => (
    <Consent
      {...consent}
      client={{ ...unnamed, origin: 'registered-itself' }}
      redirect={{ kind: 'local', name: '127.0.0.1', uri: 'http://127.0.0.1:8123/cb' }}
    />
  ),
  'consent-app': () => (
    <Consent {...consent} redirect={{ kind: 'app', name: 'com.meridian.notes', uri: 'com.meridian.notes:/done' }} />
  ),
  'consent-only-offline': () => <Consent {...consent} scopes={[]} />,
  'consent-resources': () => (
    <Consent
      {...consent}
      scopes={[]}
      resources={[
        { name: 'Files', scopes: [{ name: 'files:read', description: 'Read your files' }, { name: 'files:write' }] },
        { name: 'Calendar', scopes: [{ name: 'calendar:read', description: 'See when you are busy' }] },
      ]}
    />
  ),
  'consent-many': () => (
    <Consent
      {...consent}
      scopes={['profile', 'email', 'phone', 'address', 'groups', 'public_metadata', 'user:org:read'].map((name) => ({
        name,
      }))}
      resources={[
        {
          name: 'https://api.meridian.example/',
          scopes: [
            { name: 'notes:read', description: 'Read every note and everything that is attached to it' },
            { name: 'notes:write', description: 'Write, move and delete notes' },
            { name: 'notes:share', description: 'Share notes with people and groups that you have shared with before' },
            { name: 'notes:admin:workspace:members:invite' },
          ],
        },
      ]}
    />
  ),
  'consent-hostile': () => (
    <Consent
      {...consent}
      client={{ name: longName, url: 'https://xn--80ak6aa92e.example/', origin: 'known' }}
      user={hostile}
      hidden={{ uid: hostile }}
      scopes={[{ name: hostile }, { name: 'custom', description: hostile }]}
      redirect={{ kind: 'site', name: hostile, uri: `https://example.com/${hostile}` }}
    />
  ),
  expired: () => <Expired client={notebook} restartUrl="/interaction/abc/restart" />,
  'expired-unknown': () => <Expired />,
  'cookies-refused': () => <CookiesRefused restartUrl="/oauth/authorize?client_id=abc" />,
}
