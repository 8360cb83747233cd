import { parseArgs } from 'node:util'
import type { PassOptions, Rules } from '@caravan/core/engine'
import { VERIFY_LEVELS, type VerifyLevel } from '@caravan/core/model'
import type { LabelWish } from '@caravan/core/services'
import { UsageError } from './usage.ts'

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  'from-password-file': { type: 'string' },
  'to-password-file': { type: 'string' },
  'from-oauth-file': { type: 'string' },
  'to-oauth-file': { type: 'string' },
  redirect: { type: 'boolean' },
  'from-proxy': { type: 'string' },
  shared: { type: 'boolean' },
  'to-proxy': { type: 'string' },
  kind: { type: 'string' },
  'dry-run': { type: 'boolean' },
  verify: { type: 'string' },
  include: { type: 'string', multiple: true },
  exclude: { type: 'string', multiple: true },
  map: { type: 'string', multiple: true },
  since: { type: 'string' },
  before: { type: 'string' },
  connections: { type: 'string' },
  'from-daily': { type: 'string' },
  'to-daily': { type: 'string' },
  bandwidth: { type: 'string' },
  hours: { type: 'string' },
  'keep-refused': { type: 'string' },
  report: { type: 'string' },
  'accept-shrunken-source': { type: 'boolean' },
  'accept-removed': { type: 'boolean' },
  'copy-again': { type: 'boolean' },
  'accept-small-target': { type: 'boolean' },
  labels: { type: 'string' },
  'delete-gone': { type: 'boolean' },
  'delete-gone-all': { type: 'boolean' },
  person: { type: 'string', multiple: true },
  replace: { type: 'boolean' },
  resolver: { type: 'string' },
  proxy: { type: 'string' },
  organisation: { type: 'string' },
  move: { type: 'string' },
  column: { type: 'string', multiple: true },
  sheet: { type: 'string' },
  'source-domain': { type: 'string' },
  'target-domain': { type: 'string' },
  confirm: { type: 'boolean' },
  service: { type: 'string' },
  seen: { type: 'boolean' },
  host: { type: 'string' },
  port: { type: 'string' },
  'replace-lost-key': { type: 'boolean' },
  'new-key-file': { type: 'string' },
  passes: { type: 'string' },
  'no-worker': { type: 'boolean' },
  json: { type: 'boolean' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

type OptionName = keyof typeof OPTIONS
const ACCOUNTS: readonly OptionName[] = [
  'from',
  'to',
  'from-password-file',
  'to-password-file',
  'from-oauth-file',
  'to-oauth-file',
  'from-proxy',
  'to-proxy',
]
const FOLDERS: readonly OptionName[] = ['include', 'exclude', 'map', 'shared']

const PACE: readonly OptionName[] = ['from-daily', 'to-daily', 'bandwidth', 'hours']

/** What every command that copies takes. */
const PASS: readonly OptionName[] = [
  ...ACCOUNTS,
  'shared',
  ...PACE,
  'include',
  'exclude',
  'since',
  'dry-run',
  'verify',
  'connections',
  'keep-refused',
  'report',
  'accept-shrunken-source',
  'accept-removed',
  'copy-again',
  'accept-small-target',
]

/** The options each command takes beside `json`, `data` and `help`. */
const TAKEN: Readonly<Record<string, readonly OptionName[]>> = {
  copy: [...PASS, 'map', 'before', 'kind', 'delete-gone', 'delete-gone-all', 'person', 'labels'],
  reverse: PASS,
  verify: [...ACCOUNTS, ...PACE, ...FOLDERS, 'since', 'before', 'connections', 'report', 'labels'],
  estimate: [...ACCOUNTS, ...PACE, ...FOLDERS, 'labels'],
  inventory: ['from', 'from-password-file', 'from-oauth-file', 'from-proxy', 'shared', 'include', 'exclude'],
  consent: ['redirect', 'proxy'],
  folders: [...ACCOUNTS, ...FOLDERS, 'labels'],
  db: ['replace'],
  discover: ['resolver', 'proxy'],
  people: ['organisation', 'move', 'column', 'sheet', 'source-domain', 'target-domain', 'service', 'seen', 'confirm'],
  vault: ['new-key-file'],
  serve: ['host', 'port', 'replace-lost-key', 'passes', 'no-worker'],
  worker: ['passes'],
}
/** Commands that take more than options. */
const WITH_OPERANDS: ReadonlySet<string> = new Set(['consent', 'db', 'discover', 'people', 'vault'])

/** The command line, read and checked. */
export type CommandLine = ReturnType<typeof readCommandLine>

/** Throws `UsageError` for an unknown command, an unknown option, or one that the command does not take. */
export function readCommandLine(args: readonly string[]) {
  const { values, positionals } = parsed(args)
  const [command, ...rest] = positionals
  if (values.help === true || values.version === true || command === undefined) return { command, rest, values }
  const taken = TAKEN[command]
  if (taken === undefined) throw new UsageError('There is no such command.')
  for (const option of Object.keys(values) as OptionName[]) {
    if (option !== 'json' && option !== 'data' && !taken.includes(option))
      throw new UsageError(`caravan ${command} takes no --${option}.`)
  }
  if (!WITH_OPERANDS.has(command) && rest.length > 0)
    // Not quoted: it may be a URL with a password in it.
    throw new UsageError(`caravan ${command} takes options only: mailboxes go behind --from and --to.`)
  return { command, rest, values }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    // Node's sentence may quote the argument, and with it a password.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const option = /'(--?[\w-]+)/.exec(error instanceof Error ? error.message : '')?.[1]
      throw new UsageError(`The option ${option ?? ''} is not known.`)
    }
    const option = /'(?:-\w, )?(--[\w-]+)/.exec(error instanceof Error ? error.message : '')?.[1]
    throw new UsageError(`The option ${option ?? ''} is not written rightly: a value is missing or not wanted.`)
  }
}

export function rulesOf(values: CommandLine['values']): Rules {
  const { include = [], exclude = [], map = [] } = values
  const since = day('since', values.since)
  const before = day('before', values.before)
  if (since !== undefined && before !== undefined && since >= before)
    throw new UsageError('--since is not before --before.')
  return { include, exclude, map: map.map((text) => pairOf('map', text)), since, before }
}

/** What a reverse pass takes: it needs a moment, since people went over in the middle of a day. */
export function homewardRulesOf(values: CommandLine['values']): Rules {
  const { include = [], exclude = [], since } = values
  return { include, exclude, map: [], since: since === undefined ? undefined : moment(since), before: undefined }
}

/**
 * Whether copies of what is gone from the source are deleted. Throws `UsageError` beside what leaves mail of the source
 * out: it may have been moved there.
 */
export function deletionsOf(values: CommandLine['values']): PassOptions['deleteGone'] {
  if (values['delete-gone'] !== true && values['delete-gone-all'] !== true) return undefined
  const { include, exclude, since, before, kind } = values
  if ([include, exclude, since, before].some((rule) => rule !== undefined) || kind === 'trial')
    throw new UsageError(
      '--delete-gone goes with no --include, --exclude, --since or --before and with no trial: what is left out may be what seems to be gone.',
    )
  return values['delete-gone-all'] === true ? 'all' : 'share'
}

const KINDS = ['trial', 'first', 'delta', 'final'] as const

/** Throws `UsageError` for a kind that is not known, or one that reads all content and shall not. */
export function passKind({ kind, verify }: CommandLine['values']): PassOptions['kind'] {
  if (kind === undefined) return undefined
  const known = KINDS.find((one) => one === kind)
  if (known === undefined) throw new UsageError(`--kind ${kind} is not known.`, `Use ${KINDS.join(', ')}.`)
  if ((known === 'trial' || known === 'final') && verify !== undefined && verify !== 'content')
    throw new UsageError(`--kind ${known} reads all content again: it takes no other --verify.`)
  return known
}

export function verifyLevel(text: string | undefined): VerifyLevel {
  const level = VERIFY_LEVELS.find((known) => known === (text ?? 'content'))
  if (level === undefined)
    throw new UsageError(`--verify ${text ?? ''} is not known.`, `Use ${VERIFY_LEVELS.join(', ')}.`)
  return level
}

const LABELS = ['folders', 'all-mail', 'every'] as const

/** Where messages go that several folders show; unless told, by the labels of a server that is known for them. */
export function labelsOf(text: string | undefined): LabelWish {
  if (text === undefined) return 'labels'
  const wish = LABELS.find((known) => known === text)
  if (wish === undefined) throw new UsageError(`--labels ${text} is not known.`, `Use ${LABELS.join(', ')}.`)
  return wish
}

/** More sessions than this helps nobody, and no service allows them. */
const MOST_CONNECTIONS = 32

/** Undefined: as many as are worth it. */
export function connectionCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > MOST_CONNECTIONS) {
    throw new UsageError(`--connections takes a number from 1 to ${MOST_CONNECTIONS}.`)
  }
  return count
}

/** What `--person OLD=NEW` says of names at the two services. */
export function peopleOf(given: readonly string[] = []): NonNullable<PassOptions['people']> {
  const people = new Map(
    given.map((text) => {
      const { from, to } = pairOf('person', text)
      return [from.toLowerCase(), to] as const
    }),
  )
  return async () => people
}

function pairOf(option: string, text: string): { from: string; to: string } {
  const at = text.indexOf('=')
  const [from, to] = [text.slice(0, at), text.slice(at + 1)]
  if (at <= 0 || to === '') throw new UsageError(`--${option} ${text}: write OLD=NEW.`)
  return { from, to }
}

/** The first second of a day, in UTC. */
function day(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(moment) || new Date(moment).toISOString().slice(0, 10) !== text) {
    throw new UsageError(`--${option} ${text} is not a day.`, 'Write it as 2024-01-31.')
  }
  return moment / 1000
}

/** A day, or a moment with its zone; seconds since 1970. */
function moment(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text)) return day('since', text) ?? 0
  const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/.test(text)
  if (written) day('since', text.slice(0, 10))
  const milliseconds = written ? Date.parse(text) : Number.NaN
  if (Number.isNaN(milliseconds)) {
    throw new UsageError(
      `--since ${text} is not a moment.`,
      'Write it as 2024-01-31, or with time and zone: 2024-01-31T18:30+03:00.',
    )
  }
  return Math.floor(milliseconds / 1000)
}

/**
 * How long a mailbox stays taken after the last sign of life of the process that works on it, in milliseconds, from
 * `CARAVAN_LEASE_SECONDS` (1 to 3,600); undefined where that is not set.
 */
export function leaseTime(seconds: string | undefined): number | undefined {
  if (seconds === undefined || seconds === '') return undefined
  const value = Number(seconds)
  if (!Number.isInteger(value) || value < 1 || value > 3_600)
    throw new UsageError(`CARAVAN_LEASE_SECONDS is a whole number from 1 to 3600, not ${JSON.stringify(seconds)}.`)
  return value * 1_000
}
