import { type AnswerOf, exceptions, moves, people } from '@caravan/contract'
import type { DemoCompany } from './company.ts'
import type { DemoMove } from './plan.ts'
import { addressOf, newPassword, oldPassword, PLANTED } from './roster.ts'

type Mailbox = AnswerOf<typeof people.listMailboxes>['items'][number]

const clock = (): string => new Date().toTimeString().slice(0, 8)
export const say = (text: string): void => console.log(text)
/** A line with the hour before it. */
export const note = (text: string): void => say(`${clock()}  ${text}`)

/** Writes a line for each mailbox that has come to its end, as the live events tell it. */
export function showEnds({ events }: DemoCompany, { copied }: Pick<DemoMove, 'copied'>): void {
  const names = new Map(
    [...copied.values()].map(({ id, displayName, sourceAddress }) => [id, displayName || sourceAddress]),
  )
  void events.until(({ kind, data }) => {
    if (kind === 'pass.ended' && data['kind'] === 'first') note(endOf(names.get(String(data['mailbox'])) ?? '', data))
    return false
  })
}

function endOf(name: string, data: Readonly<Record<string, unknown>>): string {
  const { source = 0 } = (data['counts'] ?? {}) as { source?: number }
  const { code = '' } = (data['error'] ?? {}) as { code?: string }
  if (data['status'] === 'green') return `✓ ${name} is home: ${source.toLocaleString('en')} messages, all verified.`
  if (data['status'] === 'exceptions') return `▲ ${name} is home, but for some messages that the new service refused.`
  return `● ${name} is stuck: ${code}.`
}

/** How the move stands, what was planted in it, and what solves each of it. */
export async function showStanding({ lead }: DemoCompany, { at }: DemoMove, url: string): Promise<void> {
  const [{ items }, codes, seen, { items: stages }] = await Promise.all([
    lead.call(people.listMailboxes, { params: at, query: { limit: 500 } }),
    lead.call(exceptions.exceptionsByCode, { params: at }),
    lead.call(people.listSeenAddresses, { params: at, query: {} }),
    lead.call(moves.readStages, { params: at }),
  ])
  const of = items.filter(({ decision }) => decision === 'move')
  const green = of.filter(({ lastPass }) => lastPass?.status === 'green').length
  say(`\n${green} of ${of.length} mailboxes are home and verified. These need somebody:\n`)
  for (const one of items) for (const line of needs(one)) say(`  ${line}`)
  for (const { code, open } of codes.items)
    if (open > 0) say(`  ▲ ${open} messages, ${code}: accept them with a reason.`)
  for (const { address, messages } of seen.items)
    say(`  ▲ ${address} got ${messages} letters and is in no list: make it an alias, or decide that it ends.`)
  const shut = stages.find(({ stage }) => stage === 'prepare')?.checks.filter(({ status }) => status === 'red') ?? []
  say(`\nThe new service’s administration, and the letters that people get: ${url}`)
  say(`\nThe gate of “prepare” waits for: ${shut.map(({ name }) => name).join(', ')}.`)
}

const IS = new Map<string, string>([
  [
    PLANTED.wrongPassword,
    `the old service refuses her password. She knows the right one: ${oldPassword({ local: PLANTED.wrongPassword })}`,
  ],
  [
    PLANTED.noPassword,
    'he is on holiday and has given no password. Let his mailbox sign in at “Old hosting, as its administrator”.',
  ],
  [PLANTED.full, 'his new mailbox is full. Give it more room in the new service’s administration, then try again.'],
])

function needs({ sourceAddress, lastPass, problems }: Mailbox): string[] {
  const [local = ''] = sourceAddress.split('@')
  const stuck =
    lastPass?.status === 'interrupted' ? [`● ${sourceAddress}: ${IS.get(local) ?? 'it was interrupted.'}`] : []
  const ownerless = problems.includes('role-without-owner') ? [`▲ ${sourceAddress} has no owner: choose one.`] : []
  return [...stuck, ...ownerless]
}

/** For who would like to look at the mailboxes with a mail program. */
export function showMailServers(ports: { readonly old: number; readonly home: number }): void {
  const local = 'orlov'
  const [from, to] = [oldPassword({ local }), newPassword({ local })]
  say(`Old hosting: 127.0.0.1, port ${ports.old}. New mail service: 127.0.0.1, port ${ports.home}. IMAP without TLS;`)
  say(`${addressOf({ local })} signs in with ${from} there and ${to} here.\n`)
}
