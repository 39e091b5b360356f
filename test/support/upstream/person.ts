import { randomBytes } from 'node:crypto'

/** A person with an account at a provider. */
export interface Person {
  readonly id: string
  readonly email?: string | undefined
  readonly verified: boolean
  readonly firstName: string
  readonly lastName: string
  readonly username: string
  readonly picture: string
  /** Members that replace or join what the provider's profile would say. */
  readonly raw?: Readonly<Record<string, unknown>> | undefined
}

/** A new person; every provider makes of the number what its ids look like. */
export function newPerson(more: Partial<Person> = {}): Person {
  const number = randomBytes(4).readUInt32BE()
  return {
    id: String(number),
    email: `person${number}@mail.test`,
    verified: true,
    firstName: 'Ada',
    lastName: 'Lovelace',
    username: `ada${number}`,
    picture: 'https://pictures.test/ada.png',
    ...more,
  }
}
