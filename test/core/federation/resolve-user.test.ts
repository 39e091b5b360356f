import { describe, expect, test } from 'vitest'
import { type Facts, type LinkPolicy, resolveUser } from '../../../src/core/federation/matching/resolve-user.ts'

const policy: LinkPolicy = { signUp: true, merge: true, verifyEmail: true, identifier: true }
const me = { id: 'user_me', state: 'usable' } as const
const other = { id: 'user_other', state: 'usable' } as const
const holder = { id: 'user_holder', state: 'usable', verified: true } as const
const squatter = { ...holder, verified: false }
const facts = (more: Partial<Facts>): Facts => ({ policy, email: 'trusted', proven: false, ...more })
const without = (...names: (keyof LinkPolicy)[]): LinkPolicy => ({
  ...policy,
  ...Object.fromEntries(names.map((name) => [name, false])),
})

type Case = readonly [sentence: string, facts: Partial<Facts>, row: number, decision: object]

const signIn = (userId: string) => ({ kind: 'sign-in', userId })
const link = (userId: string, purge = false) => ({ kind: 'link', userId, purge })
const create = (email: string) => ({ kind: 'create', email })
const refuse = (code: string) => ({ kind: 'refuse', code })
const prove = { kind: 'prove' }

const cases: readonly Case[] = [
  ['a disabled owner is refused', { owner: { ...me, state: 'disabled' } }, 1, refuse('account.disabled')],
  ['a locked owner is refused', { owner: { ...me, state: 'locked' } }, 1, refuse('account.locked')],
  [
    'a disabled holder of a trusted address is refused',
    { holder: { ...holder, state: 'disabled' } },
    1,
    refuse('account.disabled'),
  ],
  ['a disabled person cannot link', { connecting: { ...me, state: 'disabled' } }, 1, refuse('account.disabled')],
  [
    'a disabled holder of an untrusted address is not mentioned',
    { email: 'untrusted', holder: { ...holder, state: 'disabled' } },
    11,
    prove,
  ],
  ['a login of somebody else cannot be linked', { connecting: me, owner: other }, 2, refuse('identity.already-linked')],
  ['a login of my own is linked already', { connecting: me, owner: me }, 3, { kind: 'already-linked', userId: me.id }],
  ['a free login is linked', { connecting: me }, 4, link(me.id)],
  ['a free login is linked although its address is somebody else’s', { connecting: me, holder }, 4, link(me.id)],
  ['a free login is linked without an address', { connecting: me, email: 'none' }, 4, link(me.id)],
  [
    'a free login is linked while sign-up is closed',
    { connecting: me, policy: without('signUp', 'merge') },
    4,
    link(me.id),
  ],
  ['a known login signs in', { owner: me }, 5, signIn(me.id)],
  ['a known login signs in although its address is somebody else’s', { owner: me, holder }, 5, signIn(me.id)],
  ['a known login signs in with an untrusted address', { owner: me, email: 'untrusted' }, 5, signIn(me.id)],
  ['a known login signs in while sign-up is closed', { owner: me, policy: without('signUp') }, 5, signIn(me.id)],
  ['no address makes an account without one', { email: 'none' }, 6, create('none')],
  ['a trusted, free address makes an account', {}, 7, create('verified')],
  ['a proven, free address makes an account', { proven: true }, 7, create('verified')],
  ['a trusted address joins the account that has proven it', { holder }, 8, link(holder.id)],
  ['joining needs no open sign-up', { holder, policy: without('signUp') }, 8, link(holder.id)],
  ['accounts are not joined where that is off', { holder, policy: without('merge') }, 9, refuse('email.taken')],
  ['an account that never proved the address is not joined silently', { holder: squatter }, 10, prove],
  ['after the proof it is emptied and joined', { holder: squatter, proven: true }, 10, link(holder.id, true)],
  [
    'the proof is asked for even where addresses need none',
    { holder: squatter, policy: without('verifyEmail') },
    10,
    prove,
  ],
  ['an untrusted address must be proven', { email: 'untrusted' }, 11, prove],
  ['an untrusted address must be proven whoever has it', { email: 'untrusted', holder }, 11, prove],
  [
    'where it need not be, it makes an account with an unverified address',
    { email: 'untrusted', policy: without('verifyEmail') },
    12,
    create('unverified'),
  ],
  [
    'an untrusted address never reaches the account that has it',
    { email: 'untrusted', holder, policy: without('verifyEmail') },
    13,
    refuse('email.unverified-conflict'),
  ],
  [
    'nor one that has it unproven',
    { email: 'untrusted', holder: squatter, policy: without('verifyEmail') },
    13,
    refuse('email.unverified-conflict'),
  ],
  ['closed sign-up refuses a trusted, free address', { policy: without('signUp') }, 14, refuse('sign-up.closed')],
  [
    'closed sign-up refuses a person without address',
    { email: 'none', policy: without('signUp') },
    14,
    refuse('sign-up.closed'),
  ],
  [
    'closed sign-up refuses an untrusted, free address',
    { email: 'untrusted', policy: without('signUp', 'verifyEmail') },
    14,
    refuse('sign-up.closed'),
  ],
]

describe('the linking policy', () => {
  test.each(cases)('%s', (_sentence, given, row, decision) => {
    expect(resolveUser(facts(given))).toEqual({ row, decision })
  })

  test('covers all fourteen rows', () => {
    expect(new Set(cases.map(([, , row]) => row))).toEqual(new Set(Array.from({ length: 14 }, (_, index) => index + 1)))
  })

  test('opens an existing account only by a known login, a signed-in person or a trusted address', () => {
    for (const given of everyCombination()) {
      const { decision } = resolveUser(given)
      if (decision.kind !== 'sign-in' && decision.kind !== 'link') continue
      const reason = given.owner ?? given.connecting ?? (given.email === 'trusted' ? given.holder : undefined)
      expect(reason?.state).toBe('usable')
      if (decision.kind === 'link' && !given.connecting && !given.holder?.verified)
        expect(decision.purge && given.proven).toBe(true)
    }
  })
})

function everyCombination(): Facts[] {
  const people = [undefined, me, { ...me, state: 'disabled' } as const]
  const holders = [undefined, holder, squatter, { ...holder, state: 'locked' } as const]
  const switches = [
    policy,
    without('merge'),
    without('verifyEmail'),
    without('signUp'),
    without('merge', 'verifyEmail'),
  ]
  const addresses: Pick<Facts, 'email' | 'proven' | 'holder'>[] = [
    { email: 'none', proven: false },
    ...holders.flatMap((held) => [
      { email: 'untrusted' as const, proven: false, holder: held },
      { email: 'trusted' as const, proven: false, holder: held },
      { email: 'trusted' as const, proven: true, holder: held },
    ]),
  ]
  return product(people, [...people, other]).flatMap(([connecting, owner]) =>
    product(addresses, switches).map(([address, chosen]) => ({ ...address, policy: chosen, connecting, owner })),
  )
}

function product<A, B>(left: readonly A[], right: readonly B[]): [A, B][] {
  return left.flatMap((a) => right.map((b): [A, B] => [a, b]))
}
