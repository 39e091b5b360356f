import { type ProviderSummary, Providers } from '../../admin/providers/list.tsx'
import { NewProvider } from '../../admin/providers/new.tsx'
import { ProviderSettings } from '../../admin/providers/provider.tsx'
import { allProviders, hostile } from '../people.ts'
import type { Samples } from '../sample.ts'

const github: ProviderSummary = { id: 'github', label: 'GitHub', enabled: true, setBy: 'environment' }
const acme: ProviderSummary = { id: 'oidc_acme', label: hostile, enabled: false, setBy: 'administrator' }
const others = allProviders.slice(0, 5).map((each) => ({ ...each, enabled: false, setBy: undefined }))

export const providerSamples: Samples = {
  'admin-providers': () => <Providers providers={[github, acme, ...others]} saved />,
  'admin-provider': () => (
    <ProviderSettings
      provider={{
        ...github,
        id: 'apple',
        label: 'Apple',
        callbackUrl: 'https://login.example.com/federation/apple/callback',
        hasSecret: true,
      }}
      values={{ label: '', client_id: 'com.example.login', scopes: '', enabled: true }}
      extras={{ team_id: 'ABCDE12345', key_id: '' }}
      secrets={['private_key']}
      problem={{ code: 'input.invalid', detail: { fields: { key_id: 'required' } } }}
    />
  ),
  'admin-provider-hostile': () => (
    <ProviderSettings
      provider={{ ...acme, callbackUrl: 'https://login.example.com/federation/oidc_acme/callback', hasSecret: false }}
      values={{ label: hostile, client_id: hostile, scopes: 'openid', enabled: false }}
      extras={{ issuer: 'https://id.acme.example' }}
      secrets={[]}
      saved
    />
  ),
  'new-provider': () => (
    <NewProvider
      id="Acme"
      label=""
      issuer="http://acme"
      clientId=""
      problem={{ code: 'input.invalid', detail: { fields: { issuer: 'https', id: 'invalid' } } }}
    />
  ),
}
