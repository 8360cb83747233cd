import type { FolderMapping } from '@caravan/core/engine'
import { cut, padEnd, plain } from './format.ts'

const WHY: Readonly<Record<FolderMapping['why'], string>> = {
  'same-name': '',
  'as-before': 'as before',
  'special-use': 'the same special folder',
  archive: 'what no other folder shows',
  'by-rule': 'as --map says',
  'below-a-mapped-folder': 'below a folder that goes elsewhere',
  renamed: 'renamed',
}

const REASON = { collision: ': the name is taken', characters: ': the target forbids a character' } as const

/** One line: where a folder goes, and why there. */
export function renderMapping(mapping: FolderMapping): string {
  const why = WHY[mapping.why] + (mapping.reason === undefined ? '' : REASON[mapping.reason])
  const notes = [mapping.exists ? '' : 'new', why].filter((note) => note !== '')
  const name = padEnd(cut(plain(mapping.source.path.join('/')), 39), 40)
  return `  ${name}→ ${plain(mapping.targetPath.join('/'))}${notes.length === 0 ? '' : `  (${notes.join(', ')})`}`
}
