import { employees } from '@caravan/contract'
import { client } from '../../../api/client.ts'
import type { Employee } from '../../../api/people-queries.ts'
import type { InMove } from '../../../api/queries.ts'

/** Employees of a page; links are made for 500 at once at most. */
const PAGE = 500
/** Pages that are looked through for who was not on the board. */
const MOST_PAGES = 200

/** Who the links are for, in their order: names and languages as the server has them now. */
export async function sheetRows(
  at: InMove,
  links: readonly { readonly mailbox: string }[],
  known: readonly Employee[],
): Promise<Employee[]> {
  const found = new Map(known.map((row) => [row.mailbox, row]))
  const lacks = () => links.some(({ mailbox }) => !found.has(mailbox))
  let after: string | undefined
  for (let page = 0; page < MOST_PAGES && lacks(); page++) {
    const { items, next } = await client.call(employees.listEmployees, { params: at, query: { limit: PAGE, after } })
    for (const row of items) found.set(row.mailbox, row)
    if (next === undefined) break
    after = next
  }
  return links.flatMap(({ mailbox }) => found.get(mailbox) ?? [])
}
