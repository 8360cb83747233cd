import { writeZip, type ZipPart } from '../../../../../services/files/testing/zip.ts'

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const letters = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26))

export interface WorkbookShape {
  /** Raw XML of the sheet's rows in place of the given ones. */
  readonly sheetData?: string
  readonly parts?: readonly ZipPart[]
  readonly sheets?: string
}

/** A workbook as Excel lays it out: texts shared, cells with references. */
export function writeWorkbook(rows: readonly (readonly string[])[], shape: WorkbookShape = {}): Buffer {
  const texts = new Map<string, number>()
  const numberOf = (text: string): number => {
    const number = texts.get(text) ?? texts.size
    texts.set(text, number)
    return number
  }
  const data = rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}" spans="1:${cells.length}">${cells
          .map((cell, column) =>
            cell === '' ? '' : `<c r="${letters(column)}${row + 1}" t="s"><v>${numberOf(cell)}</v></c>`,
          )
          .join('')}</row>`,
    )
    .join('')
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
  return writeZip([
    {
      name: '_rels/.rels',
      content: `<Relationships>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${office}"><sheets>${
        shape.sheets ?? '<sheet name="People" sheetId="1" r:id="rId1"/>'
      }</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'sharedStrings', '/xl/sharedStrings.xml')}${relation('rId3', 'styles', 'styles.xml')}${relation('rId4', 'worksheet', 'worksheets/sheet2.xml')}</Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${shape.sheetData ?? data}</sheetData></worksheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst xmlns="${main}">${[...texts.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
    },
    ...(shape.parts ?? []),
  ])
}
