import { ConfirmAct } from '../../admin/act.tsx'
import { Application, type ApplicationSettings } from '../../admin/applications/application.tsx'
import { type ApplicationSummary, Applications } from '../../admin/applications/list.tsx'
import { NewApplication } from '../../admin/applications/new.tsx'
import { ApplicationProtocol } from '../../admin/applications/protocol.tsx'
import { ShownSecret } from '../../admin/shown-secret.tsx'
import { hostile, longName, notebook } from '../people.ts'
import type { Samples } from '../sample.ts'

const notes: ApplicationSummary = {
  ...notebook,
  id: 'oauthapp_1',
  clientId: 'pK3vTq9xWzLmN2bRfY7d',
  kind: 'web',
  disabled: false,
  stranger: false,
}
const settings: ApplicationSettings = {
  name: notebook.name,
  client_uri: 'https://notes.example',
  redirect_uris: 'https://notes.example/callback\nhttps://staging.notes.example/callback',
  post_logout_redirect_uris: '',
  scopes: 'profile email',
  consent_screen_enabled: true,
  second_factor_required: false,
}
const whole = {
  ...notes,
  createdAt: new Date(Date.UTC(2025, 9, 1)),
  issuer: 'https://login.example.com',
  hasSecret: true,
  settings,
}
const strange = { ...notes, id: 'oauthapp_2', name: hostile, logoUrl: undefined, kind: 'spa', stranger: true } as const

export const applicationSamples: Samples = {
  applications: () => (
    <Applications
      applications={[
        notes,
        { ...strange, disabled: true },
        { ...notes, id: 'oauthapp_3', name: longName, logoUrl: undefined, kind: 'machine' },
      ]}
      query="notes"
      pages={{ first: '/admin/applications', next: '/admin/applications?after=oauthapp_3' }}
    />
  ),
  'applications-none': () => <Applications applications={[]} query="" pages={{}} />,
  'new-application': () => <NewApplication kind="web" name="" redirectUris="" scopes="profile email" />,
  'new-application-wrong': () => (
    <NewApplication
      kind="spa"
      name={hostile}
      redirectUris={'https://app.example/callback\napp.example'}
      scopes="profile"
      problem={{ code: 'input.invalid', detail: { field: 'redirect_uris', line: 2 } }}
    />
  ),
  application: () => <Application application={whole} saved />,
  'application-hostile': () => (
    <Application
      application={{ ...whole, ...strange, disabled: true, hasSecret: false, settings: { ...settings, name: hostile } }}
      problem={{ code: 'scope.unknown', detail: { field: 'scopes' } }}
    />
  ),
  'application-protocol': () => (
    <ApplicationProtocol
      id="oauthapp_1"
      name={longName}
      settings={{
        token_endpoint_auth_method: 'private_key_jwt',
        jwks_uri: '',
        id_token_signed_response_alg: 'ES256',
        backchannel_logout_uri: 'https://notes.example/logout',
        pkce_required: true,
        par_required: false,
        dpop_required: false,
        fapi: false,
        pairwise: false,
        device: true,
        exchange: false,
        machine: false,
      }}
      problem={{ code: 'input.invalid', detail: { field: 'jwks_uri', reason: 'is needed' } }}
    />
  ),
  'shown-secret': () => (
    <ShownSecret
      section="applications"
      name={longName}
      clientId={notes.clientId}
      secret="qN8wX2vB5mK9pL3rT7yU4iO6aS1dF0gH8jZ2xC5vB9nM"
      back="/admin/applications/oauthapp_1"
    />
  ),
  'act-delete-application': () => (
    <ConfirmAct
      act="delete-application"
      name={longName}
      action="/admin/applications/oauthapp_1/delete"
      back="/admin/applications/oauthapp_1"
      typeName
      problem={{ code: 'input.invalid', detail: { fields: { name: 'mismatch' } } }}
    />
  ),
  'act-hostile': () => (
    <ConfirmAct
      act="disable-application"
      name={hostile}
      action="/admin/applications/oauthapp_2/disable"
      back="/admin/applications/oauthapp_2"
    />
  ),
}
