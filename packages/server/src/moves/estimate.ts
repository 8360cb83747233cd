import { type AnswerOf, estimates } from '@caravan/contract'
import {
  ASSUMED_SPEED,
  estimateTogether,
  type Hours,
  type Load,
  type PaceTerms,
  type Pairing,
  type Turns,
  termsOf,
} from '@caravan/core/services'
import type { LedgerDb, Moves } from '@caravan/core/store'
import { type Selectable, sql } from 'kysely'
import { type Answer, answer } from '../api/answers.ts'
import { SESSIONS_PER_PASS } from '../jobs/release.ts'
import { type MovePath, readMoveRow } from './one-move.ts'
import { type ServiceRow, serviceRows } from './one-service.ts'
import { termsOfService } from './pace.ts'

type Estimated = AnswerOf<typeof estimates.readEstimate>['move']

/** A mailbox that was counted. */
interface Counted extends Load {
  readonly mailbox: string
  readonly address: string
}

/** Mailboxes of one wave between the same two services. */
interface Group {
  readonly wave: string | null
  /** Null: files, which no service holds back. */
  readonly source: string | null
  readonly target: string | null
  readonly mailboxes: number
  readonly uncounted: number
  readonly messages: number
  readonly octets: number
  /** With the most octets, and with the most messages; null where none was counted. */
  readonly heaviest: Counted | null
  readonly fullest: Counted | null
}

/** Waves that are reckoned each for itself. */
const MOST_WAVES = 100

export const estimateAnswers: readonly Answer[] = [
  answer(estimates.readEstimate, async ({ database }, { params }) => {
    const { kysely } = database
    const move = await readMoveRow(kysely, params)
    const services = new Map((await serviceRows(kysely, params)).map((row) => [row.id, row]))
    const groups = await toBeCopied(kysely, params)
    const from = Date.now()
    const reckon = (some: readonly Group[]) => estimated(some, services, hoursOf(move, new Date(from)), from)
    return {
      move: reckon(groups),
      waves: [...Map.groupBy(groups, ({ wave }) => wave)]
        .slice(0, MOST_WAVES)
        .map(([wave, some]) => ({ wave, ...reckon(some) })),
      assumed: {
        bytesPerSecond: ASSUMED_SPEED.octetsPerSecond,
        messagesPerSecond: ASSUMED_SPEED.messagesPerSecond,
      },
    }
  }),
]

/** What is still to be copied for the first time, in one walk through the mailboxes of a move. */
async function toBeCopied(db: LedgerDb, { organisation, move }: MovePath): Promise<Group[]> {
  const largest = (by: 'bytes' | 'messages') => sql<Counted | null>`
    (array_agg(jsonb_build_object('mailbox', m.id, 'address', m.source_address, 'messages', m.messages, 'octets', m.bytes)
      order by m.${sql.ref(by)} desc, m.id) filter (where m.messages is not null and m.bytes is not null))[1]`
  const { rows } = await sql<Group>`
    select m.wave_id as wave, case when not m.source_files then m.source_service end as source,
      m.target_service as target, count(*) as mailboxes,
      count(*) filter (where m.messages is null or m.bytes is null) as uncounted,
      coalesce(sum(m.messages) filter (where m.bytes is not null), 0)::bigint as messages,
      coalesce(sum(m.bytes) filter (where m.messages is not null), 0)::bigint as octets,
      ${largest('bytes')} as heaviest, ${largest('messages')} as fullest
    from move_mailboxes m left join waves w on w.id = m.wave_id
    where m.organisation_id = ${organisation} and m.move_id = ${move}
      and m.decision in ('move', 'archive-only') and not m.copied_once
    group by m.wave_id, w.position, w.name, 2, 3 order by w.position nulls last, w.name, m.wave_id`.execute(db)
  return rows
}

function estimated(
  groups: readonly Group[],
  services: ReadonlyMap<string, ServiceRow>,
  hours: Hours | undefined,
  from: number,
): Estimated {
  const sum = (of: (group: Group) => number) => groups.reduce((all, group) => all + of(group), 0)
  const termsAt = (id: string | null): PaceTerms => {
    const row = id === null ? undefined : services.get(id)
    return { ...(row === undefined ? termsOf(undefined, {}) : termsOfService(row)), hours }
  }
  const pairings = groups.map(
    (group): Pairing<Group> => ({
      name: group,
      source: termsAt(group.source),
      target: termsAt(group.target),
      largest: [group.heaviest, group.fullest].filter((one) => one !== null),
    }),
  )
  const turns = [...new Set(groups.flatMap(({ source, target }) => [source, target]))].flatMap(
    (id): Turns<ServiceRow>[] => {
      const row = id === null ? undefined : services.get(id)
      if (row === undefined) return []
      const at = groups.filter(({ source, target }) => source === id || target === id)
      const all = (of: (group: Group) => number) => at.reduce((total, group) => total + of(group), 0)
      return [
        {
          ...{ name: row, terms: termsAt(row.id), atOnce: atOnceAt(row) },
          mailboxes: all(({ mailboxes, uncounted }) => mailboxes - uncounted),
          load: { messages: all(({ messages }) => messages), octets: all(({ octets }) => octets) },
        },
      ]
    },
  )
  const counted = {
    mailboxes: sum(({ mailboxes, uncounted }) => mailboxes - uncounted),
    uncounted: sum(({ uncounted }) => uncounted),
    messages: sum(({ messages }) => messages),
    bytes: sum(({ octets }) => octets),
  }
  const found = counted.mailboxes === 0 ? undefined : estimateTogether(pairings, turns, ASSUMED_SPEED, from)
  if (found === undefined) return { ...counted, estimate: null }
  const { copySeconds, verifySeconds, bound } = found
  const decides = found.by === 'turns' ? found.of : servicesOf(bound, found.of, services)
  const limit = decides === undefined ? undefined : limitOf(bound, termsOfService(decides))
  const longest =
    found.by === 'turns' ? undefined : [found.of.heaviest, found.of.fullest].find((one) => one === found.load)
  return {
    ...counted,
    estimate: {
      seconds: Math.round(copySeconds + verifySeconds),
      copySeconds: Math.round(copySeconds),
      decidedBy: bound,
      service: bound === 'hours' || bound === 'speed' ? null : (decides?.name ?? null),
      limit: limit === undefined ? null : { kept: limit.octets, allowed: limit.figure?.value ?? null },
      atOnce: bound === 'connections' && decides !== undefined ? atOnceAt(decides) : null,
      longest: longest == null ? null : shownMailbox(longest),
    },
  }
}

const shownMailbox = ({ mailbox, address, messages, octets: bytes }: Counted) => ({ mailbox, address, messages, bytes })

/** As `release` lets them run. */
const atOnceAt = ({ connections }: ServiceRow): number => Math.max(1, Math.floor(connections / SESSIONS_PER_PASS))

/** Which of the two services of a mailbox its bound is said of. */
function servicesOf(
  bound: string,
  { source, target }: Group,
  services: ReadonlyMap<string, ServiceRow>,
): ServiceRow | undefined {
  const [old, home] = [source, target].map((id) => (id === null ? undefined : services.get(id)))
  if (bound === 'source-out') return old
  if (bound !== 'bandwidth') return home
  const slower = (old?.bandwidth ?? Number.POSITIVE_INFINITY) <= (home?.bandwidth ?? Number.POSITIVE_INFINITY)
  return slower ? old : home
}

function limitOf(bound: string, terms: PaceTerms): PaceTerms['out'] {
  if (bound === 'source-out' || bound === 'target-out') return terms.out
  return bound === 'target-in' ? terms.in : undefined
}

/** The move's hours, by the clock of this machine: that is what the pace reckons in. */
function hoursOf({ night_from, night_to, time_zone }: Selectable<Moves>, now: Date): Hours | undefined {
  if (night_from === null || night_to === null || night_from === night_to) return undefined
  const there = minuteOf(
    new Intl.DateTimeFormat('sv-SE', { timeZone: time_zone, hour: '2-digit', minute: '2-digit' }).format(now),
  )
  const ahead = there - (now.getHours() * 60 + now.getMinutes())
  const here = (clock: string) => (((minuteOf(clock) - ahead) % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES
  return { from: here(night_from), to: here(night_to) }
}

const DAY_MINUTES = 24 * 60
const minuteOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
