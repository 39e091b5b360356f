import type { ClientSummary } from '../components/badge.tsx'
import type { ProviderOption } from '../components/controls/provider-buttons.tsx'

/** Text that must come out as text. */
export const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`

/** A name as long as some are. */
export const longName = 'Wolfeschlegelsteinhausenbergerdorff-Möller von und zu Hohenfels & Töchter GmbH'

const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 56 56"><rect width="56" height="56" fill="#2f4a8a"/><path d="M14 40V16l14 14 14-14v24" fill="none" stroke="#fff" stroke-width="5"/></svg>`

export const notebook: ClientSummary = {
  name: 'Meridian Notes',
  logoUrl: `data:image/svg+xml,${encodeURIComponent(logo)}`,
}

export const unnamed: ClientSummary = { name: 'garden-sync' }

export const allProviders: readonly ProviderOption[] = [
  { id: 'apple', label: 'Apple' },
  { id: 'azuread', label: 'Azure AD' },
  { id: 'bitbucket', label: 'Bitbucket' },
  { id: 'discord', label: 'Discord' },
  { id: 'entraid', label: 'Entra ID' },
  { id: 'facebook', label: 'Facebook' },
  { id: 'github', label: 'GitHub' },
  { id: 'gitlab', label: 'GitLab' },
  { id: 'google', label: 'Google' },
  { id: 'linkedin', label: 'LinkedIn' },
  { id: 'spotify', label: 'Spotify' },
  { id: 'strava', label: 'Strava' },
  { id: 'twitch', label: 'Twitch' },
  { id: 'twitter', label: 'X' },
  { id: 'wechat', label: 'WeChat' },
  { id: 'windowslive', label: 'Microsoft' },
  { id: 'workos', label: 'WorkOS' },
  { id: 'oidc-acme', label: 'Acme SSO' },
]

export const someProviders = allProviders.filter(({ id }) => ['google', 'github', 'apple'].includes(id))

const qr = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h3v3H0zM5 0h3v3H5zM0 5h3v3H0zM4 4h1v1H4zM6 6h2v1H6z"/></svg>`

export const totpKey = {
  qrUrl: `data:image/svg+xml,${encodeURIComponent(qr)}`,
  secret: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
}

export const recoveryCodes = ['k7mq-2xvd', 'p3wn-8rtc', 'h9jf-4zbs', 'v6yg-5kxm', 'd2qt-7wnp', 'c8rh-3jfz']
