/** What the administrators' pages share, and their first page. */
export const admin = {
  'admin.sections': 'Sections of the administration',
  'overview.title': 'Overview',
  'overview.lede': 'Who is here, and what needs you.',
  'overview.people': 'People',
  'overview.active': 'Active in the last 30 days',
  'overview.administrators': 'Administrators',
  'overview.applications': 'Applications',
  'overview.attention': 'Needs your attention',
  'overview.quiet': 'Nothing needs you right now.',
  'overview.mails-failed': 'Mails that could not be sent: {count}',
  'overview.mails-failed-why':
    'The last attempt failed too. Check SMTP_URL and whether the mail server accepts the sender.',
  'overview.deliveries-failed': 'Sign-outs that did not reach an application: {count}',
  'overview.deliveries-failed-why': 'The application did not answer at its back-channel logout address.',
  'overview.no-mail-server': 'No mail server is set up',
  'overview.no-mail-server-why': 'Mails are written to the folder “outbox” beside the data. Set SMTP_URL to send them.',
  'overview.no-provider': 'No other service signs people in yet',
  'overview.no-provider-why':
    'People sign in with a password or a passkey. Add Google, GitHub or another service if you want.',
  'overview.no-second-step': 'Your own account has no second step',
  'overview.no-second-step-why': 'Whoever learns your password gets in here. Set up an authenticator app or a passkey.',
  'overview.set-up': 'Set it up',
} as const
