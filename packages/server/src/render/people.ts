import { type AnswerOf, type people } from '@caravan/contract'
import { count, cut, padEnd, plain, plural } from './format.ts'

type Preview = AnswerOf<typeof people.previewImport>
type Done = AnswerOf<typeof people.confirmImport>

/** Problems that are written out; the JSON has all of them. */
const MOST_SHOWN = 50
const COLUMNS = 32

/** What a table would bring, or has brought, for people at a terminal. */
export function renderPreview(preview: Preview, done: Done | undefined, confirm: boolean): string {
  const { columns, problems, problemCount, rowCount, readyCount } = preview
  const left = rowCount - readyCount
  const lines = [
    'Columns',
    ...columns.map(
      ({ index, heading, field, confidence, filled }) =>
        `  ${padEnd(String(index + 1), 3)} ${padEnd(cut(plain(heading), COLUMNS), COLUMNS)} ${padEnd(field ?? 'not read', 16)} ${
          field === undefined ? '' : `${confidence ?? ''}, `
        }${count(filled)} filled`,
    ),
    ...(problems.length === 0 ? [] : ['', 'Problems']),
    ...problems
      .slice(0, MOST_SHOWN)
      .map(
        ({ row, severity, cell, message, remedy }) =>
          `  row ${row} ${severity}: ${plain(message)}${cell === undefined ? '' : ` [${plain(cell)}]`} ${plain(remedy)}`,
      ),
    ...(problemCount > MOST_SHOWN ? [`  … ${count(problemCount - MOST_SHOWN)} more; --json has them`] : []),
    '',
    `${plural(rowCount, 'row')}: ${count(readyCount)} ready${left === 0 ? '' : `, ${count(left)} with an error`}.`,
    done === undefined ? nothing(readyCount, confirm) : imported(done),
  ]
  return `${lines.join('\n')}\n`
}

const nothing = (ready: number, confirm: boolean): string =>
  ready === 0 || confirm ? 'Nothing was imported.' : 'Nothing was imported: add --confirm to import what is ready.'

function imported({ imported: rows, leftOut, wavesMade, projectsUnknown, credentials }: Done): string {
  const also = [
    ...(credentials === 0 ? [] : [`${plural(credentials, 'password')} sealed`]),
    ...(wavesMade.length === 0 ? [] : [`waves made: ${wavesMade.map(plain).join(', ')}`]),
    ...(projectsUnknown.length === 0 ? [] : [`projects not known: ${projectsUnknown.map(plain).join(', ')}`]),
    ...(leftOut === 0 ? [] : [`${count(leftOut)} left out`]),
  ]
  return [`${plural(rows, 'mailbox', 'mailboxes')} imported`, ...also].join('; ') + '.'
}
