import { type FolderSurvey, folderWanted, surveyMailbox } from '@caravan/core/engine'
import { bytes, count, cut, padEnd, padStart, plain } from '../render/format.ts'
import { mailboxAt } from './account.ts'
import { type CommandLine, rulesOf } from './options.ts'
import type { Streams } from './streams.ts'

/** `caravan inventory`: what a mailbox holds. Needs no ledger, changes nothing. */
export async function inventory({ values }: CommandLine, streams: Streams): Promise<number> {
  const rules = rulesOf(values)
  const source = await mailboxAt('from', values.from, values['from-password-file'], values['from-proxy'], values.shared)
  const folders: FolderSurvey[] = []
  await surveyMailbox(
    source,
    (path) => folderWanted(path, rules),
    (folder) => {
      folders.push(folder)
      if (values.json !== true) streams.out.write(`${line(folder)}\n`)
    },
  )
  const total = (key: 'messages' | 'bytes') => folders.reduce((sum, folder) => sum + folder[key], 0)
  const [messages, octets] = [total('messages'), total('bytes')]
  if (values.json === true) {
    streams.out.write(
      `${JSON.stringify({ mailbox: source.identity, messages, bytes: octets, folders: folders.map(dated) })}\n`,
    )
  } else {
    streams.out.write(`  ${padEnd('total', 40)}${padStart(count(messages), 10)}  ${padStart(bytes(octets), 9)}\n`)
  }
  return 0
}

const day = (seconds: number | null): string =>
  seconds === null ? '' : new Date(seconds * 1000).toISOString().slice(0, 10)

function line({ folder, messages, bytes: octets, oldest, newest, specialUse }: FolderSurvey): string {
  const span = oldest === null ? '' : `  ${day(oldest)} to ${day(newest)}`
  const use = specialUse === null || specialUse === 'inbox' ? '' : `  (${specialUse})`
  return `  ${padEnd(cut(plain(folder), 39), 40)}${padStart(count(messages), 10)}  ${padStart(bytes(octets), 9)}${span}${use}`
}

/** Dates in JSON are ISO 8601. */
const dated = ({ oldest, newest, ...rest }: FolderSurvey): object => ({
  ...rest,
  oldest: iso(oldest),
  newest: iso(newest),
})
const iso = (seconds: number | null): string | null =>
  seconds === null ? null : new Date(seconds * 1000).toISOString()
