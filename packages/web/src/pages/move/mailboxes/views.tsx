import { Button, CloseButton, Menu, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { type InMove, meQuery } from '../../../api/queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import classes from './mailboxes.module.css'
import { type MailboxSearch, readSearch } from './search.ts'

interface View {
  readonly name: string
  readonly search: MailboxSearch
}
const MOST_VIEWS = 30
const LONGEST_NAME = 60
const ALL = ['q', 'decision', 'state', 'wave', 'service', 'kind', 'sort', 'order', 'columns'] as const

/** Views of a person in an organisation, kept by the browser; what cannot be read is none. */
function readViews(key: string): View[] {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '[]') as unknown
    if (!Array.isArray(kept)) return []
    return (kept as { name?: unknown; search?: unknown }[])
      .slice(0, MOST_VIEWS)
      .flatMap(({ name, search }) =>
        typeof name === 'string' && typeof search === 'object' && search !== null
          ? [{ name: name.slice(0, LONGEST_NAME), search: readSearch(search as Record<string, unknown>) }]
          : [],
      )
  } catch {
    return []
  }
}

/** What a view keeps: all of the address but which mailbox is open. A wave and a service are of one move alone. */
const kept = (search: MailboxSearch): MailboxSearch => ({ ...search, open: undefined })

/**
 * Named views of the list. A view is its address: it is kept by the browser for each user and organisation, and sent to
 * somebody as a link. decisions/0024-mailbox-list.md
 */
export function Views(props: {
  readonly at: InMove
  readonly search: MailboxSearch
  readonly onSearch: (search: MailboxSearch) => void
}) {
  const { at, search, onSearch } = props
  const { t } = useWords()
  const { data: me } = useQuery(meQuery)
  const key = `caravan.views.${me?.id ?? ''}.${at.organisation}`
  const [views, setViews] = useState(() => readViews(key))
  const [name, setName] = useState('')
  const keep = (next: View[]) => {
    setViews(next)
    localStorage.setItem(key, JSON.stringify(next.slice(0, MOST_VIEWS)))
  }
  const add = (event: SyntheticEvent) => {
    event.preventDefault()
    const said = name.trim()
    if (said === '') return
    keep([...views.filter((one) => one.name !== said), { name: said, search: kept(search) }])
    setName('')
  }
  const show = (view: View) => onSearch({ ...Object.fromEntries(ALL.map((part) => [part, undefined])), ...view.search })
  return (
    <Menu closeOnItemClick={false} width={280} onOpen={() => setViews(readViews(key))}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm" rightSection={<Icon name="down" size={14} />}>
          {t('mailboxes.views')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.length === 0 && <p className={classes.menuText}>{t('mailboxes.viewsNone')}</p>}
        {views.map((view) => (
          <div key={view.name} className={classes.view}>
            <Menu.Item onClick={() => show(view)}>
              <bdi>{view.name}</bdi>
            </Menu.Item>
            <CloseButton
              aria-label={t('mailboxes.viewForget', { name: view.name })}
              onClick={() => keep(views.filter((one) => one !== view))}
            />
          </div>
        ))}
        <Menu.Divider />
        <form className={classes.viewForm} onSubmit={add}>
          <TextInput
            size="sm"
            aria-label={t('mailboxes.viewName')}
            placeholder={t('mailboxes.viewName')}
            maxLength={LONGEST_NAME}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => event.stopPropagation()}
          />
          <Button size="sm" type="submit">
            {t('mailboxes.viewKeep')}
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  )
}
