import { useFrame } from '../../frame.tsx'
import { Button } from './button.tsx'
import { Field, Select } from './field.tsx'

/** A choice that narrows a list; the first option is no narrowing. */
export interface Filter {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
}

/** What a list is searched by: its answer is an address, to be kept and shared. */
export function SearchForm(props: {
  readonly action: string
  readonly label: string
  readonly query: string
  readonly filter?: Filter | undefined
}) {
  const { t } = useFrame()
  return (
    <search>
      <form class="search" method="get" action={props.action}>
        <Field name="q" type="search" label={props.label} value={props.query} maxLength={200} optional="silent" />
        {props.filter && <Select {...props.filter} />}
        <Button tone="plain">{t('admin.search')}</Button>
      </form>
    </search>
  )
}
