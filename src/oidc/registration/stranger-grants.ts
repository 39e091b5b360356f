/** Grant types for applications that no administrator knows: each of them needs a person who says yes. */
export const strangerGrants: readonly string[] = [
  'authorization_code',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
]
