import { Addresses, AddressVerify } from '../account/addresses.tsx'
import { Apps } from '../account/apps.tsx'
import { Data, DeleteAccount } from '../account/data.tsx'
import { Logins } from '../account/logins.tsx'
import { PasskeyName } from '../account/passkey-name.tsx'
import { ChangePassword } from '../account/password.tsx'
import { Profile } from '../account/profile.tsx'
import { ConfirmRemoval } from '../account/removal.tsx'
import { EnrolFactor, RecoveryCodes } from '../account/second-factor.tsx'
import { Security } from '../account/security.tsx'
import { Sessions } from '../account/sessions.tsx'
import { allProviders, hostile, longName, notebook, recoveryCodes, someProviders, totpKey, unnamed } from './people.ts'
import type { Samples } from './sample.ts'

const daysAgo = (days: number) => new Date(Date.UTC(2025, 10, 21, 18) - days * 86_400_000)

const passkeys = [
  { id: 'pk_1', name: 'Ada’s phone', createdAt: daysAgo(400), usedAt: daysAgo(0) },
  { id: 'pk_2', name: hostile, createdAt: daysAgo(2) },
]

const acme = { id: 'oidc-acme', label: longName }

export const accountSamples: Samples = {
  profile: () => <Profile name="Ada Lovelace" username="ada" email="ada@example.com" picture="" locale="en" saved />,
  'profile-hostile': () => (
    <Profile name={hostile} username="" email={hostile} picture="" locale="" problem={{ code: 'username.taken' }} />
  ),
  addresses: () => (
    <Addresses
      addresses={[
        { id: 'em_1', email: 'ada@example.com', primary: true, verified: true },
        { id: 'em_2', email: 'ada.lovelace@analytical-engine.example', primary: false, verified: true },
        { id: 'em_3', email: `${'a'.repeat(60)}@example.com`, primary: false, verified: false },
      ]}
    />
  ),
  'addresses-taken': () => <Addresses addresses={[]} problem={{ code: 'email.taken' }} />,
  'address-verify': () => <AddressVerify address={{ id: 'em_3', email: 'ada@example.com' }} minutes={10} />,
  security: () => (
    <Security passwordChangedAt={daysAgo(100)} passkeys={passkeys} factorSince={daysAgo(40)} recoveryCodesLeft={8} />
  ),
  'security-bare': () => <Security passkeys={[]} recoveryCodesLeft={0} problem={{ code: 'identity.last' }} />,
  'change-password': () => <ChangePassword hasPassword email="ada@example.com" passwordMinimum={12} />,
  'change-password-wrong': () => (
    <ChangePassword
      hasPassword
      email={hostile}
      passwordMinimum={12}
      problem={{ code: 'input.invalid', detail: { fields: { current: 'wrong-password' } } }}
    />
  ),
  'set-password': () => (
    <ChangePassword
      hasPassword={false}
      email="ada@example.com"
      passwordMinimum={15}
      problem={{ code: 'password.weak' }}
    />
  ),
  'passkey-name': () => <PasskeyName passkey={{ id: 'pk_2', name: hostile }} />,
  enrol: () => <EnrolFactor {...totpKey} problem={{ code: 'code.invalid' }} />,
  'recovery-codes': () => <RecoveryCodes codes={recoveryCodes} />,
  logins: () => (
    <Logins
      logins={[
        { id: 'idn_1', provider: { id: 'github', label: 'GitHub' }, name: 'ada-l', linkedAt: daysAgo(30) },
        { id: 'idn_2', provider: acme, name: hostile, linkedAt: daysAgo(1) },
      ]}
      providers={someProviders.slice(0, 2)}
    />
  ),
  'logins-none': () => <Logins logins={[]} providers={allProviders} problem={{ code: 'identity.already-linked' }} />,
  sessions: () => (
    <Sessions
      sessions={[
        {
          id: 's1',
          device: 'Firefox on Linux',
          place: '203.0.113.0/24',
          startedAt: daysAgo(3),
          seenAt: daysAgo(0),
          current: true,
        },
        {
          app: true,
          id: 's2',
          device: 'Safari on iPhone',
          place: '2001:db8:1::/64',
          startedAt: daysAgo(90),
          seenAt: daysAgo(12),
          current: false,
        },
        { id: 's3', device: hostile, startedAt: daysAgo(800), seenAt: daysAgo(790), current: false },
      ]}
    />
  ),
  apps: () => (
    <Apps
      apps={[
        {
          clientId: 'c1',
          ...notebook,
          scopes: [{ name: 'profile' }, { name: 'email' }],
          offline: true,
          connectedAt: daysAgo(20),
          usedAt: daysAgo(1),
        },
        { clientId: 'c2', ...unnamed, scopes: [{ name: 'files:read' }], offline: false, connectedAt: daysAgo(0) },
        { clientId: 'https://x.example/?a=1&b=2', name: hostile, scopes: [], offline: false, connectedAt: daysAgo(5) },
      ]}
    />
  ),
  'apps-none': () => <Apps apps={[]} saved />,
  data: () => <Data graceDays={14} />,
  'data-deleting': () => <Data graceDays={14} deletesAt={daysAgo(-14)} />,
  'delete-account': () => <DeleteAccount deletesAt={daysAgo(-14)} />,
  'remove-address': () => <ConfirmRemoval removal={{ kind: 'address', id: 'em_2', email: 'ada@example.com' }} />,
  'remove-passkey': () => <ConfirmRemoval removal={{ kind: 'passkey', id: 'pk_2', name: hostile }} />,
  'remove-factor': () => <ConfirmRemoval removal={{ kind: 'factor' }} />,
  'remove-login': () => <ConfirmRemoval removal={{ kind: 'login', id: 'idn_1', provider: 'GitHub' }} />,
  'remove-app': () => <ConfirmRemoval removal={{ kind: 'app', id: 'c1', app: longName }} />,
}
