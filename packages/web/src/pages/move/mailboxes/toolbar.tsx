import { Button, CloseButton, Menu, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Ref, useEffect, useState } from 'react'
import { mailboxCountQuery } from '../../../api/mailboxes-queries.ts'
import { type InMove, servicesQuery } from '../../../api/queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import { Chip } from './chip.tsx'
import type { Wave } from './columns.tsx'
import { exportAddress } from './export.ts'
import classes from './mailboxes.module.css'
import {
  COLUMNS,
  columnsOf,
  DECISIONS,
  filterOf,
  isFiltered,
  KINDS,
  type MailboxSearch,
  STATES,
  USUAL_COLUMNS,
} from './search.ts'
import { Views } from './views.tsx'

const NOTHING = {}
/** Between a key and the request. */
const TYPING_MS = 250

interface ToolbarProps {
  readonly at: InMove
  readonly search: MailboxSearch
  readonly waves: readonly Wave[]
  readonly searchRef: Ref<HTMLInputElement>
  readonly onSearch: (change: MailboxSearch) => void
}

/** What the list shows: words, chips, columns, views; and the file of it. */
export function Toolbar({ at, search, waves, searchRef, onSearch }: ToolbarProps) {
  const { t } = useWords()
  const { data: counts } = useQuery(mailboxCountQuery(at, NOTHING))
  const { data: services } = useQuery(servicesQuery(at))
  const countOf = (list: readonly { value: unknown; count: number }[] | undefined, value: unknown) =>
    list?.find((one) => one.value === value)?.count ?? 0
  return (
    <div className={classes.toolbar} role="search">
      <SearchField text={search.q ?? ''} inputRef={searchRef} onSearch={(q) => onSearch({ q })} />
      <Chip
        name={t('mailboxes.filter.decision')}
        chosen={search.decision}
        options={DECISIONS.map((value) => ({
          ...{ value, label: t(`mailboxes.decision.${value}`), count: countOf(counts?.decisions, value) },
        }))}
        onChoose={(decision) => onSearch({ decision })}
      />
      <Chip
        name={t('mailboxes.filter.state')}
        chosen={search.state}
        options={STATES.map((value) => ({
          value,
          label:
            value === 'undecided' || value === 'left' ? t(`mailboxes.state.${value}`) : t(`overview.state.${value}`),
          count: countOf(counts?.states, value),
        }))}
        onChoose={(state) => onSearch({ state })}
      />
      {waves.length > 0 && (
        <Chip
          name={t('mailboxes.filter.wave')}
          chosen={search.wave}
          options={[
            ...waves.map(({ id, name }) => ({ value: id, label: name, count: countOf(counts?.waves, id) })),
            { value: 'none', label: t('mailboxes.noWave'), count: countOf(counts?.waves, null) },
          ]}
          onChoose={(wave) => onSearch({ wave })}
        />
      )}
      <Chip
        name={t('mailboxes.filter.kind')}
        chosen={search.kind}
        options={KINDS.map((value) => ({
          value,
          label: t(`mailboxes.kind.${value}`),
          count: countOf(counts?.kinds, value),
        }))}
        onChoose={(kind) => onSearch({ kind })}
      />
      {(services?.items.length ?? 0) > 1 && (
        <Chip
          name={t('mailboxes.filter.service')}
          chosen={search.service}
          options={(services?.items ?? []).map(({ id, name, side }) => ({
            value: id,
            label: t(`mailboxes.side.${side}`, { name }),
          }))}
          onChoose={(service) => onSearch({ service })}
        />
      )}
      {isFiltered(search) && (
        <Button variant="subtle" size="sm" onClick={() => onSearch(CLEARED)}>
          {t('mailboxes.clear')}
        </Button>
      )}
    </div>
  )
}

/** How the list looks, and the file of it. */
export function ListMenu({ at, search, onSearch }: Pick<ToolbarProps, 'at' | 'search' | 'onSearch'>) {
  const { t } = useWords()
  return (
    <span className={classes.toolbarEnd}>
      <Views at={at} search={search} onSearch={onSearch} />
      <ColumnMenu search={search} onSearch={onSearch} />
      <Button
        component="a"
        variant="subtle"
        color="gray"
        size="compact-sm"
        href={exportAddress(at, filterOf(search))}
        download
      >
        {t('mailboxes.export')}
      </Button>
    </span>
  )
}

const CLEARED: MailboxSearch = {
  ...{ q: undefined, decision: undefined, state: undefined, wave: undefined, kind: undefined, service: undefined },
}

function SearchField(props: {
  readonly text: string
  readonly inputRef: Ref<HTMLInputElement>
  readonly onSearch: (q: string | undefined) => void
}) {
  const { text, inputRef, onSearch } = props
  const { t } = useWords()
  const [typed, setTyped] = useState({ text, typed: text })
  // The address was changed otherwise: by a view, or backwards.
  const shown = typed.text === text ? typed.typed : text
  useEffect(() => {
    if (shown.trim() === text) return
    const timer = setTimeout(() => {
      setTyped({ text: shown.trim(), typed: shown })
      onSearch(shown.trim() || undefined)
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [shown, text, onSearch])
  return (
    <TextInput
      ref={inputRef}
      size="sm"
      className={classes.search}
      type="search"
      aria-label={t('mailboxes.search')}
      placeholder={t('mailboxes.search')}
      maxLength={200}
      value={shown}
      onChange={(event) => setTyped({ text, typed: event.currentTarget.value })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur()
        if (event.key === 'Enter') document.querySelector<HTMLElement>('#mailboxes')?.focus()
      }}
      leftSection={<Icon name="search" />}
      rightSection={
        shown === '' ? (
          <kbd className={classes.key}>/</kbd>
        ) : (
          <CloseButton
            size="sm"
            aria-label={t('mailboxes.clearSearch')}
            onClick={() => setTyped({ text, typed: '' })}
          />
        )
      }
    />
  )
}

function ColumnMenu({ search, onSearch }: Pick<ToolbarProps, 'search' | 'onSearch'>) {
  const { t } = useWords()
  const chosen = columnsOf(search)
  const toggle = (column: (typeof COLUMNS)[number]) => {
    const next = COLUMNS.filter((one) => (one === column) !== chosen.includes(one)).join(',')
    onSearch({ columns: next === USUAL_COLUMNS.join(',') ? undefined : next })
  }
  return (
    <Menu alignItemsLabels="all">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm" rightSection={<Icon name="down" size={14} />}>
          {t('mailboxes.columns')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {COLUMNS.map((column) => (
          <Menu.CheckboxItem key={column} checked={chosen.includes(column)} onChange={() => toggle(column)}>
            {t(`mailboxes.column.${column}`)}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
