import { z } from 'zod'
import { id, promise, text } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'

const account = z.object({
  id,
  username: text,
  discriminator: text,
  global_name: text,
  email: text,
  verified: promise,
  avatar: text,
  locale: text,
})

type Account = z.output<typeof account>

export const discord = defineProvider({
  id: 'discord',
  label: 'Discord',
  protocol: 'oauth2',
  scopes: ['identify', 'email'],
  endpoints: {
    authorizationUrl: 'https://discord.com/api/oauth2/authorize',
    tokenUrl: 'https://discord.com/api/oauth2/token',
    profileUrl: 'https://discord.com/api/users/@me',
  },
  identify(profile) {
    const user = account.parse(profile)
    const { id: subject, username, global_name, email, verified, locale } = user
    return {
      subject,
      email,
      emailVerified: verified,
      name: global_name || tag(user),
      username,
      picture: picture(user),
      locale,
    }
  },
})

// Accounts with the new unique names have the discriminator "0".
function tag({ username, discriminator }: Account): string | undefined {
  return username && discriminator && discriminator !== '0' ? `${username}#${discriminator}` : username
}

function picture({ id: subject, avatar, discriminator = '0' }: Account): string | undefined {
  const cdn = 'https://cdn.discordapp.com'
  if (avatar) return `${cdn}/avatars/${subject}/${avatar}.${avatar.startsWith('a_') ? 'gif' : 'png'}`
  if (!/^\d+$/.test(subject)) return undefined
  const index = discriminator === '0' ? (BigInt(subject) >> 22n) % 6n : Number(discriminator) % 5
  return `${cdn}/embed/avatars/${index}.png`
}
