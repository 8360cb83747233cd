import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { type Mailbox, personsQuery } from '../../api/people-queries.ts'
import type { InMove } from '../../api/queries.ts'

/** Who answers for a role address, as the API takes it. */
export interface Owner {
  readonly ownerName: string | null
  readonly ownerEmail: string | null
}

/** Persons of the move whose address begins as one types, and the one whose address it is. */
export function usePersons(at: InMove, before = '') {
  const [typed, setTyped] = useState(before)
  const [text] = useDebouncedValue(typed.trim(), 200)
  const { data, isPlaceholderData } = useQuery(personsQuery(at, text))
  const persons = data?.items ?? []
  const meant = typed.trim()
  const found = persons.find(({ sourceAddress }) => sourceAddress.toLowerCase() === meant.toLowerCase())
  return { typed, setTyped, meant, persons, found, settled: text === meant && data !== undefined && !isPlaceholderData }
}

type Persons = ReturnType<typeof usePersons>

/** Somebody of the move, or anybody by name or address; nothing: nobody. */
export function ownerOf({ meant, found }: Pick<Persons, 'meant' | 'found'>): Owner {
  if (meant === '') return { ownerName: null, ownerEmail: null }
  if (found !== undefined)
    return { ownerName: found.displayName === '' ? null : found.displayName, ownerEmail: found.sourceAddress }
  return meant.includes('@') ? { ownerName: null, ownerEmail: meant } : { ownerName: meant, ownerEmail: null }
}

/** A field that offers the persons of the move. */
export function PersonField(props: {
  readonly persons: Persons
  readonly label: string
  /** For eyes that see what it belongs to. */
  readonly unseenLabel?: boolean
  readonly hint: string
  readonly error?: ReactNode
}) {
  const { persons, label, unseenLabel = false, hint, error } = props
  const list = useId()
  return (
    <>
      <TextInput
        {...(unseenLabel ? { 'aria-label': label } : { label })}
        placeholder={hint}
        list={list}
        value={persons.typed}
        maxLength={254}
        dir="auto"
        error={error}
        onChange={({ currentTarget }) => persons.setTyped(currentTarget.value)}
      />
      <datalist id={list}>
        {persons.persons.map(({ id, sourceAddress, displayName }: Mailbox) => (
          <option key={id} value={sourceAddress}>
            {displayName}
          </option>
        ))}
      </datalist>
    </>
  )
}
