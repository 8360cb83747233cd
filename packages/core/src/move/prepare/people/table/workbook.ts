import { readSheet } from './sheet.ts'
import { RowGatherer, type Table, type TableLimits, unreadable } from './table.ts'
import { dateStyles, sharedTexts } from './workbook-parts.ts'
import { readXml } from './xml.ts'
import { Archive } from './zip.ts'

/** Sheets that a workbook may name. */
const MOST_SHEETS = 1_000

/**
 * Reads one sheet of an XLSX workbook (ECMA-376 part 1): the first visible one unless named. Formulas give the value
 * that was saved with them; nothing is computed, and nothing outside of the file is read.
 * Throws `CaravanError` `table-unreadable`, `table-too-large` or `no-such-sheet`.
 */
export async function readWorkbook(bytes: Buffer, limits: TableLimits, wanted?: string): Promise<Table> {
  const archive = await Archive.open(bytes, limits)
  const main = await mainPart(archive)
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const { sheets, date1904 } = listSheets((await archive.text(main)) ?? '')
  const chosen =
    wanted === undefined
      ? (sheets.find((sheet) => !sheet.hidden) ?? sheets[0])
      : sheets.find((sheet) => sheet.name === wanted)
  if (chosen === undefined) throw noSheet(wanted, sheets)
  const targets = await relations(archive, `${folder}_rels/${main.slice(folder.length)}.rels`)
  const sheetPart = resolve(folder, targets.get(chosen.relation)?.target ?? '')
  const byType = (type: string): string | undefined =>
    [...targets.values()].find((relation) => relation.type.endsWith(`/${type}`))?.target
  const part = async (type: string): Promise<string | undefined> => {
    const target = byType(type)
    return target === undefined ? undefined : archive.text(resolve(folder, target))
  }
  const texts = sharedTexts((await part('sharedStrings')) ?? '', limits)
  const dates = dateStyles((await part('styles')) ?? '')
  const xml = await archive.text(sheetPart)
  if (xml === undefined)
    throw unreadable(`The workbook has no content for its sheet ${chosen.name}.`, 'Save it as XLSX or CSV again.')
  const gatherer = new RowGatherer(limits)
  readSheet(xml, { texts, dates, date1904, limits }, (number, cells) => gatherer.add(number, cells))
  return {
    source: 'xlsx',
    rows: gatherer.rows,
    width: gatherer.width,
    sheet: chosen.name,
    sheets: sheets.map((sheet) => sheet.name),
  }
}

interface Sheet {
  readonly name: string
  readonly relation: string
  readonly hidden: boolean
}

function noSheet(wanted: string | undefined, sheets: readonly Sheet[]): Error {
  if (wanted === undefined) return unreadable('The workbook has no sheet.', 'Save it as XLSX or CSV again.')
  return unreadable(
    `The workbook has no sheet called ${wanted}.`,
    `Choose one of: ${sheets
      .slice(0, 20)
      .map((sheet) => sheet.name)
      .join(', ')}.`,
  )
}

async function mainPart(archive: Archive): Promise<string> {
  const roots = await relations(archive, '_rels/.rels')
  const target = [...roots.values()].find((relation) => relation.type.endsWith('/officeDocument'))?.target
  const part = target === undefined ? 'xl/workbook.xml' : resolve('', target)
  if (archive.has(part)) return part
  throw unreadable(
    'The file is a zip archive without a workbook.',
    'Export the list as XLSX or CSV; XLS, ODS and Numbers files have to be saved as one of these first.',
  )
}

function listSheets(xml: string): { sheets: Sheet[]; date1904: boolean } {
  const sheets: Sheet[] = []
  let date1904 = false
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '')
      if (name !== 'sheet' || sheets.length >= MOST_SHEETS) return
      sheets.push({
        name: attributes.get('name') ?? '',
        relation: attributes.get('id') ?? '',
        hidden: (attributes.get('state') ?? 'visible') !== 'visible',
      })
    },
  })
  return { sheets, date1904 }
}

interface Relation {
  readonly type: string
  readonly target: string
}

async function relations(archive: Archive, part: string): Promise<Map<string, Relation>> {
  const found = new Map<string, Relation>()
  readXml((await archive.text(part)) ?? '', {
    open: (name, attributes) => {
      // What lies outside of the archive is not followed.
      if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return
      found.set(attributes.get('Id') ?? '', {
        type: attributes.get('Type') ?? '',
        target: attributes.get('Target') ?? '',
      })
    },
  })
  return found
}

/** A part's name from a relation's target, which may begin at the root or go up. */
function resolve(folder: string, target: string): string {
  return new URL(target, `zip:///${folder}`).pathname.slice(1)
}
