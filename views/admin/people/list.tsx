import { Avatar } from '../../components/badge.tsx'
import { ButtonLink } from '../../components/controls/button.tsx'
import { Pager, type Pages } from '../../components/controls/pager.tsx'
import { SearchForm } from '../../components/controls/search-form.tsx'
import { type Item, ItemList } from '../../components/item-list.tsx'
import { Moment } from '../../components/moment.tsx'
import { RichText } from '../../components/rich-text.tsx'
import { type Frame, useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { addressOf, adminPaths } from '../paths.ts'
import { type Standing, standingTags } from './standing.ts'

export interface PersonSummary extends Standing {
  readonly id: string
  /** What they call themselves, or else what tells them from others. */
  readonly name: string
  readonly email?: string | undefined
  readonly pictureUrl?: string | undefined
  readonly createdAt: Date
}

/** What the list can be narrowed to. */
export const peopleFilters = ['administrators', 'banned', 'locked', 'unverified'] as const

export type PeopleFilter = (typeof peopleFilters)[number]

const filterText = {
  administrators: 'people.filter-administrators',
  banned: 'people.filter-banned',
  locked: 'people.filter-locked',
  unverified: 'people.filter-unverified',
} as const satisfies Record<PeopleFilter, string>

export interface PeopleProps extends AdminNotes {
  readonly people: readonly PersonSummary[]
  readonly query: string
  readonly filter: PeopleFilter | ''
  readonly pages: Pages
}

/** The people, newest first. */
export function People({ people, query, filter, pages, problem, saved }: PeopleProps) {
  const frame = useFrame()
  const { t } = frame
  const options = peopleFilters.map((value) => ({ value, text: t(filterText[value]) }))
  return (
    <AdminPage section="people" title={t('people.title')} lede={t('people.lede')} {...{ problem, saved }}>
      <ButtonLink href={adminPaths.newPerson}>{t('people.add')}</ButtonLink>
      <SearchForm
        action={adminPaths.people}
        label={t('people.search-label')}
        query={query}
        filter={{
          name: 'filter',
          label: t('people.filter'),
          value: filter,
          options: [{ value: '', text: t('people.filter-all') }, ...options],
        }}
      />
      <ItemList
        items={people.map((person) => personItem(frame, person))}
        empty={query === '' && filter === '' ? t('people.none') : t('admin.nothing-found')}
      />
      <Pager {...pages} />
    </AdminPage>
  )
}

function personItem({ t }: Frame, person: PersonSummary): Item {
  const { id, name, email, pictureUrl, createdAt } = person
  return {
    id,
    title: name,
    href: addressOf(adminPaths.people, id),
    mark: <Avatar name={name} url={pictureUrl} />,
    tags: standingTags(t, person),
    lines: [
      ...(email && email !== name ? [<bdi key="email">{email}</bdi>] : []),
      <RichText key="joined" text="people.joined" values={{ when: <Moment at={createdAt} /> }} />,
    ],
  }
}
