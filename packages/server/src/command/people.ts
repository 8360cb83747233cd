import { readFile, stat } from 'node:fs/promises'
import { ApiError, type BodyOf, Client, moves, people } from '@caravan/contract'
import { CaravanError } from '@caravan/core/model'
import { renderPreview } from '../render/people.ts'
import { exitStatusOf, renderError } from './exit.ts'
import type { CommandLine } from './options.ts'
import type { Streams } from './streams.ts'
import { UsageError } from './usage.ts'

type Table = Omit<BodyOf<typeof people.confirmImport>, 'sha256'>

const GOOD = 0
const USAGE = 2
/** Finished, and some rows want a look. */
const WITH_ERRORS = 3
const LARGEST_FILE = 20 * 1024 * 1024
/** Problems and rows of one answer. */
const PAGE = 500
const MOST_PROBLEMS = 20_000

/**
 * `caravan people FILE`: what a table of people would bring to a move, by row; with `--confirm` it is imported as it was
 * looked at. In place of a table: whom an old service lists, or who mail was sent to. Talks to a running server with an API token.
 */
export async function importPeople({ rest, values }: CommandLine, streams: Streams): Promise<number> {
  const [file, ...more] = rest
  if (more.length > 0 || [file, values.service, values.seen].filter((one) => one !== undefined).length !== 1)
    throw new UsageError(
      'caravan people takes one table of people, or --service, or --seen.',
      'Write caravan people people.xlsx --organisation ID --move NAME.',
    )
  const server = clientOf(process.env)
  const content = file === undefined ? undefined : await contentOf(file)
  const corrections = correctionsOf(values)
  try {
    const params = await moveOf(server, values)
    const input =
      content !== undefined
        ? { file: content }
        : values.service !== undefined
          ? { service: await serviceOf(server, params, values.service) }
          : { seen: 'undecided' as const }
    const table: Table = { input, ...corrections }
    const preview = await wholePreview(server, params, table)
    const done =
      values.confirm === true && preview.readyCount > 0
        ? await server.call(people.confirmImport, { params, body: { ...table, sha256: preview.sha256 } })
        : undefined
    streams.out.write(
      values.json === true
        ? `${JSON.stringify({ preview, imported: done ?? null })}\n`
        : renderPreview(preview, done, values.confirm === true),
    )
    return preview.readyCount < preview.rowCount ? WITH_ERRORS : GOOD
  } catch (error) {
    const failure = named(error)
    if (!(failure instanceof CaravanError) || values.json !== true || exitStatusOf(failure) === USAGE) throw failure
    const { code, message, remedy } = failure
    streams.out.write(`${JSON.stringify({ status: 'failed', error: { code, message, remedy } })}\n`)
    streams.err.write(renderError(failure))
    return exitStatusOf(failure)
  }
}

/** The server, as the environment names it. A token does not go over a network unencrypted. */
function clientOf({ CARAVAN_URL: url = '', CARAVAN_TOKEN: token = '' }: NodeJS.ProcessEnv): Client {
  const remedy =
    'CARAVAN_URL is the address of a running server, CARAVAN_TOKEN an API token with read and people:write (and credentials:write for passwords).'
  if (url === '' || token === '') throw new UsageError('The server is not named.', remedy)
  if (!URL.canParse(url)) throw new UsageError('CARAVAN_URL is no address.', 'Write it like https://caravan.example.')
  const { protocol, hostname, origin } = new URL(url)
  const near = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (protocol !== 'https:' && !(protocol === 'http:' && near))
    throw new UsageError('CARAVAN_URL is not encrypted, and a token would be sent to it.', 'Use https.')
  return new Client(origin, { token })
}

async function contentOf(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > LARGEST_FILE)
      throw new UsageError('The file is larger than 20 MB.', 'Split it into several files.')
    return (await readFile(file)).toString('base64')
  } catch (error) {
    if (error instanceof CaravanError) throw error
    throw new UsageError(`${file} cannot be read.`, 'Name a CSV or XLSX file.')
  }
}

function correctionsOf(values: CommandLine['values']): Omit<Table, 'input'> {
  const mapping: Table['mapping'] = {}
  for (const text of values.column ?? []) {
    const [, column, name = ''] = /^(\d{1,3})=(\w*)$/.exec(text) ?? []
    const field = people.importField.options.find((one) => one === name)
    if (column === undefined || column === '0' || (name !== '' && field === undefined))
      throw new UsageError(
        `--column ${text} is not written rightly.`,
        `Write N=FIELD with the column's number from 1, N= for one that is not read. Fields: ${people.importField.options.join(', ')}.`,
      )
    mapping[Number(column) - 1] = field ?? null
  }
  return {
    ...{ mapping, reading: values.sheet === undefined ? {} : { sheet: values.sheet } },
    ...(values['source-domain'] !== undefined && { sourceDomain: values['source-domain'] }),
    ...(values['target-domain'] !== undefined && { targetDomain: values['target-domain'] }),
  }
}

/** The move of this name or id, in the organisation that the token belongs to. */
async function moveOf(server: Client, { organisation, move }: CommandLine['values']) {
  if (organisation === undefined || move === undefined)
    throw new UsageError('caravan people needs --organisation and --move.', 'Take both from the address of the move.')
  const { items } = await server.call(moves.listMoves, { params: { organisation } })
  const [found, ...others] = items.filter(({ id, name }) => id === move || name === move)
  if (found === undefined || others.length > 0)
    throw new UsageError(
      found === undefined ? 'There is no such move.' : 'Several moves have this name.',
      `Name one of: ${items.map(({ id, name }) => `${name} (${id})`).join(', ')}.`,
    )
  return { organisation, move: found.id }
}

/** The old service of this name or id. */
async function serviceOf(server: Client, params: { organisation: string; move: string }, wanted: string) {
  const { items } = await server.call(moves.listServices, { params })
  const found = items.find(({ id, name, side }) => side === 'source' && (id === wanted || name === wanted))
  if (found === undefined)
    throw new UsageError(
      'The move has no such old service.',
      `Name one of: ${items.flatMap(({ name, side }) => (side === 'source' ? name : [])).join(', ')}.`,
    )
  return found.id
}

/** The preview with all its problems, page by page. */
async function wholePreview(server: Client, params: { organisation: string; move: string }, table: Table) {
  const first = await server.call(people.previewImport, { params, body: { ...table, limit: PAGE } })
  const problems = [...first.problems]
  while (problems.length < Math.min(first.problemCount, MOST_PROBLEMS)) {
    const body = { ...table, limit: PAGE, offset: problems.length }
    const next = await server.call(people.previewImport, { params, body })
    if (next.problems.length === 0) break
    problems.push(...next.problems)
  }
  return { ...first, problems }
}

/** What the server refused, or that it cannot be reached, as an error of the command. */
function named(error: unknown): unknown {
  if (error instanceof ApiError) {
    const { code, title, remedy, fields = [] } = error.problem
    const where = fields.map(({ path, message }) => ` ${path}: ${message}`).join('')
    return new CaravanError(code, `${title}${where}`, remedy)
  }
  if (error instanceof TypeError && error.message === 'fetch failed')
    return new CaravanError('server-unreachable', 'The server does not answer.', 'Check CARAVAN_URL, and that it runs.')
  return error
}
