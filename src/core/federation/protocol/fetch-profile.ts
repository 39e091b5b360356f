import { z } from 'zod'
import type { CodeProvider, Upstream } from '../provider.ts'
import { readJson } from './answers.ts'

const object = z.record(z.string(), z.unknown())

/** The person's profile by the access token; undefined when the provider has no place for it. */
export async function fetchProfile(
  { provider, settings, server, fetch }: Upstream<CodeProvider>,
  accessToken: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${accessToken}`,
    ...provider.profileHeaders?.(settings),
  }
  const get = async (url: string) => readJson(await fetch(url, { headers }))
  if (provider.fetchProfile) return object.parse(await provider.fetchProfile(get, server))
  return server.profileUrl === undefined ? undefined : object.parse(await get(server.profileUrl))
}
