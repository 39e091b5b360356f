import { AccountPicker } from '../interaction/account-picker.tsx'
import { DeviceCode, DeviceConfirm, DeviceDone } from '../interaction/device.tsx'
import { EnrolRequired, KeepRecoveryCodes } from '../interaction/enrol-factor.tsx'
import { ConfirmLink, LinkEnd } from '../interaction/link.tsx'
import { Recover, RecoverExpired, RecoverPassword, RecoverSent } from '../interaction/recover.tsx'
import { SecondFactor } from '../interaction/second-factor.tsx'
import { SignUp, SignUpClosed, type SignUpProps } from '../interaction/sign-up.tsx'
import { VerifyCode, type VerifyCodeProps } from '../interaction/verify-code.tsx'
import { hostile, longName, notebook, recoveryCodes, someProviders, totpKey, unnamed } from './people.ts'
import type { Samples } from './sample.ts'

const signUp: SignUpProps = { action: '/interaction/abc/sign-up', signInUrl: '/interaction/abc', passwordMinimum: 12 }

const verify: VerifyCodeProps = {
  purpose: 'sign-up',
  action: '/interaction/abc/verify',
  resendAction: '/interaction/abc/verify/resend',
  email: 'ada@example.com',
  minutes: 10,
}

const passkey = { action: '/interaction/abc/factor', optionsUrl: '/interaction/abc/factor/options' }

export const stepSamples: Samples = {
  'sign-up': () => (
    <SignUp {...signUp} client={notebook} federated={{ action: '/federated', providers: someProviders }} askUsername />
  ),
  'sign-up-plain': () => <SignUp {...signUp} />,
  'sign-up-taken': () => (
    <SignUp {...signUp} email="ada@example.com" name="Ada Lovelace" problem={{ code: 'email.taken' }} />
  ),
  'sign-up-weak': () => (
    <SignUp
      {...signUp}
      email={hostile}
      name={longName}
      problem={{ code: 'password.weak', detail: { reason: 'short' } }}
    />
  ),
  'sign-up-closed': () => <SignUpClosed signInUrl="/interaction/abc" />,
  'verify-sign-up': () => <VerifyCode {...verify} client={notebook} backUrl="/interaction/abc/sign-up" />,
  'verify-sign-in': () => <VerifyCode {...verify} purpose="sign-in" resent />,
  'verify-prove': () => <VerifyCode {...verify} purpose="prove" provider="GitHub" backUrl="/interaction/abc" />,
  'verify-step-up': () => <VerifyCode {...verify} purpose="step-up" problem={{ code: 'code.invalid' }} />,
  'verify-hostile': () => <VerifyCode {...verify} purpose="prove" provider={hostile} email={hostile} minutes={1} />,
  recover: () => <Recover action="/recover" signInUrl="/sign-in" />,
  'recover-limited': () => <Recover action="/recover" email={hostile} problem={{ code: 'rate.limited' }} />,
  'recover-sent': () => <RecoverSent email="ada@example.com" minutes={30} signInUrl="/sign-in" />,
  'recover-password': () => <RecoverPassword action="/recover/x" email="ada@example.com" passwordMinimum={12} />,
  'recover-password-weak': () => (
    <RecoverPassword
      action="/recover/x"
      email={hostile}
      passwordMinimum={12}
      problem={{ code: 'password.weak', detail: { reason: 'breached' } }}
    />
  ),
  'recover-expired': () => <RecoverExpired recoverUrl="/recover" />,
  'link-address': () => <ConfirmLink action="/verify/x" email={hostile} />,
  'link-unlock': () => <ConfirmLink action="/unlock/x" />,
  'link-address-done': () => <LinkEnd end="address" signInUrl="/interaction/abc" />,
  'link-unlock-done': () => <LinkEnd end="unlock" />,
  'link-password-done': () => <LinkEnd end="password" />,
  'link-expired': () => <LinkEnd end="expired" />,
  'factor-totp': () => (
    <SecondFactor
      factor="totp"
      action="/factor"
      client={notebook}
      trust={false}
      others={[
        { factor: 'passkey', url: '?factor=passkey' },
        { factor: 'recovery', url: '?factor=recovery' },
      ]}
    />
  ),
  'factor-recovery': () => (
    <SecondFactor factor="recovery" action="/factor" others={[]} problem={{ code: 'code.invalid' }} />
  ),
  'factor-passkey': () => (
    <SecondFactor
      factor="passkey"
      action="/factor"
      passkey={passkey}
      others={[{ factor: 'totp', url: '?factor=totp' }]}
    />
  ),
  'enrol-required': () => <EnrolRequired {...totpKey} action="/factor/enrol" client={notebook} />,
  'keep-recovery-codes': () => <KeepRecoveryCodes codes={recoveryCodes} action="/factor/done" />,
  accounts: () => (
    <AccountPicker
      action="/interaction/abc/account"
      client={notebook}
      otherUrl="/interaction/abc?other"
      accounts={[
        { id: 'user_1', name: 'Ada Lovelace', email: 'ada@example.com', signedIn: true },
        { id: 'user_2', name: longName, email: `${'a'.repeat(60)}@example.com`, signedIn: true },
        { id: 'user_3', name: hostile, signedIn: false },
      ]}
    />
  ),
  device: () => <DeviceCode action="/device" />,
  'device-wrong': () => <DeviceCode action="/device" userCode="WDJB-MJH" problem={{ code: 'code.invalid' }} />,
  'device-confirm': () => (
    <DeviceConfirm
      action="/device"
      client={unnamed}
      userCode="WDJB-MJHT"
      from={{ address: '203.0.113.7', at: new Date('2025-11-21T20:13:00Z') }}
    />
  ),
  'device-done': () => <DeviceDone client={unnamed} />,
  'device-done-plain': () => <DeviceDone />,
  'device-denied': () => <DeviceDone denied />,
}
