import { ErrorPage } from '../pages/error.tsx'
import { FormPost } from '../pages/form-post.tsx'
import { Home } from '../pages/home.tsx'
import { Setup } from '../pages/setup.tsx'
import { SignedOut, SignOut } from '../pages/sign-out.tsx'
import { TryResult, TryStart } from '../pages/try.tsx'
import { hostile, longName } from './people.ts'
import type { Samples } from './sample.ts'

const idToken = {
  sub: 'user_2bq7GWzMSTzFnBoqGgP5Zk9xQeR',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  email_verified: true,
  nonce: 'Zr4h1qVb0uKx',
  aud: 'oauthapp_try',
  iss: 'http://localhost:3000',
  iat: 1763760000,
  exp: 1763760600,
  amr: ['pwd'],
}

const tokenAnswer = {
  access_token: 'oat_8cd2b6f1e0f94c2f9a7be21d3d5a40c9',
  expires_in: 600,
  id_token: `eyJhbGciOiJSUzI1NiJ9.${'eyJzdWIiOiJ1c2VyXzJicTdHV3pNU1R6Rm5Cb3FHZ1A1Wms5eFFlUiJ9'.repeat(4)}.c2lnbmF0dXJl`,
  scope: 'openid profile email',
  token_type: 'Bearer',
}

export const pageSamples: Samples = {
  error: () => (
    <ErrorPage problem={{ code: 'server.fault' }} status={500} requestId="req_7f9c2ab1" backUrl="/account" />
  ),
  'error-not-found': () => <ErrorPage problem={{ code: 'page.unknown' }} status={404} requestId="req_7f9c2ab1" />,
  'error-client': () => (
    <ErrorPage
      problem={{ code: 'client.unknown' }}
      status={401}
      requestId="req_7f9c2ab1"
      technical="invalid_client: client is invalid"
    />
  ),
  'error-hostile': () => <ErrorPage problem={{ code: hostile }} status={400} requestId={hostile} technical={hostile} />,
  'sign-out': () => (
    <SignOut action="/oauth/logout/confirm" hidden={{ xsrf: 'x' }} user="ada@example.com" client="Meridian Notes" />
  ),
  'sign-out-plain': () => <SignOut action="/oauth/logout/confirm" />,
  'signed-out': () => <SignedOut signInUrl="/account" />,
  'signed-out-kept': () => <SignedOut kept />,
  setup: () => <Setup action="/setup" passwordMinimum={12} />,
  'setup-weak': () => (
    <Setup
      action="/setup"
      email="ada@example.com"
      name="Ada Lovelace"
      passwordMinimum={12}
      problem={{ code: 'password.weak', detail: { reason: 'common' } }}
    />
  ),
  'setup-fields': () => (
    <Setup
      action="/setup"
      email="ada"
      passwordMinimum={12}
      problem={{ code: 'input.invalid', detail: { fields: { email: 'email', password: 'required' } } }}
    />
  ),
  try: () => <TryStart startAction="/try/start" />,
  'try-failed': () => <TryStart startAction="/try/start" problem={{ code: 'attempt.expired' }} />,
  'try-result': () => (
    <TryResult
      idToken={idToken}
      tokenAnswer={tokenAnswer}
      userinfo={{ ...idToken, picture: null }}
      againUrl="/try"
      signOutUrl="/oauth/logout"
    />
  ),
  'try-result-hostile': () => (
    <TryResult
      idToken={{ sub: hostile, name: longName }}
      tokenAnswer={{}}
      userinfo={{ [hostile]: hostile }}
      againUrl="/try"
    />
  ),
  'form-post': () => (
    <FormPost
      action="https://app.meridian.example/callback"
      values={{ code: 'abc', state: hostile }}
      client="Meridian Notes"
    />
  ),
  'form-post-plain': () => (
    <FormPost action="https://app.meridian.example/callback" values={{ error: 'access_denied' }} />
  ),
  home: () => <Home discoveryUrl="https://id.example.com/.well-known/openid-configuration" />,
  'home-everything': () => (
    <Home
      discoveryUrl="http://localhost:3000/.well-known/openid-configuration"
      accountUrl="/account"
      adminUrl="/admin"
      tryUrl="/try"
    />
  ),
}
