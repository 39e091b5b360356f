/** The application every server of the bench knows, under the same id. */
export const benchClient = {
  client_id: 'bench',
  redirect_uris: ['https://rp.test/cb'],
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  response_types: ['code' as const],
  token_endpoint_auth_method: 'client_secret_post' as const,
  scope: 'openid profile email offline_access',
}
export const benchSecret = 'bench-secret-bench-secret-bench-secret'
export const benchPassword = 'correct horse battery staple'
export const benchUser = 'bench@example.com'
export const benchResource = 'https://api.test'
