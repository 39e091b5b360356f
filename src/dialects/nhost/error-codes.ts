interface Wire {
  readonly status: number
  readonly message: string
  /** Tells about an account, so an operator may have it concealed. */
  readonly telling?: true
}

/** Every code of the API with its status and its exact words (spec/nhost.md 4), a misspelling of theirs included. */
export const nhostErrors = {
  'default-role-must-be-in-allowed-roles': { status: 400, message: 'Default role must be in allowed roles' },
  'disabled-endpoint': { status: 409, message: 'This endpoint is disabled' },
  'disabled-user': { status: 401, message: 'User is disabled', telling: true },
  'email-already-in-use': { status: 409, message: 'Email already in use', telling: true },
  'email-already-verified': { status: 400, message: "User's email is already verified", telling: true },
  'forbidden-anonymous': { status: 403, message: 'Forbidden, user is anonymous.', telling: true },
  'internal-server-error': { status: 500, message: 'Internal server error' },
  'invalid-email-password': { status: 401, message: 'Incorrect email or password', telling: true },
  'invalid-request': { status: 400, message: 'The request payload is incorrect' },
  'locale-not-allowed': { status: 400, message: 'Locale not allowed' },
  'password-too-short': { status: 400, message: 'Password is too short' },
  'password-in-hibp-database': { status: 400, message: 'Password is in HIBP database' },
  'redirectTo-not-allowed': { status: 400, message: 'The value of "options.redirectTo" is not allowed.' },
  'role-not-allowed': { status: 400, message: 'Role not allowed', telling: true },
  'signup-disabled': { status: 403, message: 'Sign up is disabled.', telling: true },
  'unverified-user': { status: 401, message: 'User is not verified.', telling: true },
  'user-not-anonymous': { status: 400, message: 'Logged in user is not anonymous' },
  'invalid-pat': { status: 401, message: 'Invalid or expired personal access token', telling: true },
  'invalid-refresh-token': { status: 401, message: 'Invalid or expired refresh token', telling: true },
  'invalid-ticket': { status: 401, message: 'Invalid ticket', telling: true },
  'disabled-mfa-totp': { status: 401, message: 'User does not have TOTP MFA enabled', telling: true },
  'no-totp-secret': { status: 400, message: 'User does not have a TOTP secret', telling: true },
  'invalid-totp': { status: 401, message: 'Invalid TOTP code', telling: true },
  'mfa-type-not-found': { status: 400, message: 'MFA type not found' },
  'totp-already-active': { status: 400, message: 'TOTP MFA is already active' },
  'invalid-state': { status: 400, message: 'Invalid state' },
  'oauth-token-echange-failed': { status: 400, message: 'Failed to exchange token' },
  'oauth-profile-fetch-failed': { status: 400, message: 'Failed to get user profile' },
  'oauth-provider-error': { status: 400, message: 'Provider returned an error' },
  'invalid-otp': { status: 400, message: 'Invalid or expired OTP', telling: true },
  'cannot-send-sms': { status: 400, message: 'Cannot send SMS, check your phone number is correct' },
  'provider-account-already-linked': {
    status: 400,
    message: 'This provider account is already linked to a user',
  },
  'otp-too-many-attempts': {
    status: 400,
    message: 'Too many incorrect attempts, please request a new OTP',
    telling: true,
  },
} as const satisfies Readonly<Record<string, Wire>>

export type NhostCode = keyof typeof nhostErrors
