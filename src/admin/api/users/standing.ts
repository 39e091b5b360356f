import { z } from 'zod'
import { banUsers, unbanUsers } from '../../../core/users/administration/ban-users.ts'
import { lockUser, unlockUser } from '../../../core/users/administration/lock-user.ts'
import { endpoint } from '../edge/endpoint.ts'
import { userJson, usersJson } from './user-json.ts'

const someUsers = z.strictObject({ user_ids: z.array(z.string().max(64)).min(1).max(100) })

const bans = (
  [
    ['ban', banUsers, 'Ban a user; whatever they are signed in to ends now', 'Ban users, all of them or none'],
    ['unban', unbanUsers, 'Let a banned user in again', 'Let banned users in again, all of them or none'],
  ] as const
).flatMap(([name, change, summaryOfOne, summaryOfMany]) => [
  endpoint({
    method: 'post',
    path: `/v1/users/:id/${name}`,
    summary: summaryOfOne,
    async run({ services, id, by }) {
      const [user] = await usersJson(services, await change(services, { ids: [id], by }))
      return user
    },
  }),
  endpoint({
    method: 'post',
    path: `/v1/users/${name}`,
    summary: summaryOfMany,
    body: someUsers,
    run: async ({ services, body, by }) => usersJson(services, await change(services, { ids: body.user_ids, by })),
  }),
])

const lock = endpoint({
  method: 'post',
  path: '/v1/users/:id/lock',
  summary: 'Lock a user out for an hour; whatever they are signed in to ends now',
  run: async ({ services, id, by }) => userJson(services, await lockUser(services, { id, by })),
})

const unlock = endpoint({
  method: 'post',
  path: '/v1/users/:id/unlock',
  summary: 'Let a locked user in again, also one who has tried too many passwords',
  run: async ({ services, id, by }) => userJson(services, await unlockUser(services, { id, by })),
})

/** Who may come in. */
export const userStanding = [...bans, lock, unlock]
