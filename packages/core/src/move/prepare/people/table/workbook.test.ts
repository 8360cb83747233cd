import { describe, expect, test } from 'vitest'
import { writeZip } from '../../../../services/files/testing/zip.ts'
import { readTable } from './read.ts'
import { TABLE_LIMITS } from './table.ts'
import { writeWorkbook } from './testing/workbook.ts'

const rows = [
  ['Имя', 'Email', 'Note'],
  ['Анна & <Ко>', 'anna@x.example', ''],
  ['', '', ''],
  ['李静', 'li@x.example', 'two\nlines'],
]

describe('a workbook (written by the test, laid out as Excel does)', () => {
  test('gives its rows with the numbers that the sheet shows', async () => {
    const table = await readTable(writeWorkbook(rows))
    expect(table).toMatchObject({ source: 'xlsx', sheet: 'People', sheets: ['People'], width: 3 })
    expect(table.rows).toEqual([
      { number: 1, cells: ['Имя', 'Email', 'Note'] },
      { number: 2, cells: ['Анна & <Ко>', 'anna@x.example'] },
      { number: 4, cells: ['李静', 'li@x.example', 'two\nlines'] },
    ])
  })

  test('may have inline, rich, computed and dated cells, prefixes, and rows and cells without references', async () => {
    const sheetData = `
      <x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:r><x:t>anna</x:t></x:r><x:rPh><x:t>ah-na</x:t></x:rPh><x:r><x:t>@x.example</x:t></x:r></x:is></x:c></x:row>
      <x:row><x:c t="str"><x:f>A1&amp;B1</x:f><x:v>saved_x000A_value</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c><x:c><x:v>7.9161234567E10</x:v></x:c><x:c s="1"><x:v>46357</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c></x:row>`
    const styles = {
      name: 'xl/styles.xml',
      content: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    const table = await readTable(writeWorkbook([], { sheetData, parts: [styles] }))
    expect(table.rows).toEqual([
      { number: 2, cells: ['', 'anna@x.example'] },
      { number: 3, cells: ['saved\nvalue', 'TRUE', '79161234567', '2026-12-01', '#N/A'] },
    ])
  })

  test('is read at the first visible sheet, or at the one that is named', async () => {
    const sheets =
      '<sheet name="Hidden" state="hidden" sheetId="1" r:id="rId1"/><sheet name="Seen" sheetId="2" r:id="rId4"/>'
    const second = {
      name: 'xl/worksheets/sheet2.xml',
      content: '<worksheet><sheetData><row><c t="str"><v>second</v></c></row></sheetData></worksheet>',
    }
    const book = writeWorkbook([['first']], { sheets, parts: [second] })
    expect((await readTable(book)).rows[0]?.cells).toEqual(['second'])
    expect((await readTable(book, { sheet: 'Hidden' })).rows[0]?.cells).toEqual(['first'])
    await expect(readTable(book, { sheet: 'None' })).rejects.toMatchObject({ code: 'table-unreadable' })
  })

  test('whose content is a bomb is left at the bound, also where it lies about its size', async () => {
    const limits = { ...TABLE_LIMITS, inflatedBytes: 1024 * 1024 }
    const bomb = Buffer.alloc(64 * 1024 * 1024, 0x20)
    for (const claimedSize of [bomb.length, 1_000]) {
      const book = writeZip([
        { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="a" id="rId1"/></sheets></workbook>' },
        {
          name: 'xl/_rels/workbook.xml.rels',
          content: '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="s.xml"/></Relationships>',
        },
        { name: 'xl/s.xml', content: bomb, claimedSize },
      ])
      expect(book.length).toBeLessThan(100_000)
      await expect(readTable(book, {}, limits)).rejects.toMatchObject({
        code: claimedSize === bomb.length ? 'table-too-large' : 'table-unreadable',
      })
    }
  })

  test('with too many parts, rows, columns or long cells is refused', async () => {
    const limits = { ...TABLE_LIMITS, entries: 20, rows: 4, columns: 3, cell: 20 }
    const parts = Array.from({ length: 20 }, (_, at) => ({ name: `junk/${at}`, content: '' }))
    const far = '<row r="9"><c r="ZZZ9" t="str"><v>far</v></c></row>'
    await expect(readTable(writeWorkbook(rows, { parts }), {}, limits)).rejects.toMatchObject({
      code: 'table-too-large',
    })
    await expect(readTable(writeWorkbook([...rows, ['a'], ['b']]), {}, limits)).rejects.toMatchObject({
      code: 'table-too-large',
    })
    await expect(readTable(writeWorkbook([['a', 'b', 'c', 'd']]), {}, limits)).rejects.toMatchObject({
      code: 'table-too-large',
    })
    const lastColumns = '<row><c r="C1"><v>1</v></c></row>'.repeat(3)
    await expect(
      readTable(writeWorkbook([], { sheetData: lastColumns }), {}, { ...limits, cells: 8 }),
    ).rejects.toMatchObject({ code: 'table-too-large' })
    await expect(readTable(writeWorkbook([['x'.repeat(21)]]), {}, limits)).rejects.toMatchObject({
      code: 'table-too-large',
    })
    await expect(readTable(writeWorkbook([], { sheetData: far }), {}, limits)).rejects.toMatchObject({
      code: 'table-too-large',
    })
  })

  test('with a document type is refused, so that no entity grows or names a file', async () => {
    const sheetData = '<row><c t="str"><v>&b;</v></c></row>'
    const book = writeZip([
      {
        name: 'xl/workbook.xml',
        content:
          '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><workbook><sheets><sheet name="&b;" id="rId1"/></sheets></workbook>',
      },
    ])
    await expect(readTable(book)).rejects.toMatchObject({ code: 'table-unreadable' })
    // An entity that nobody declared stays as it is written.
    expect((await readTable(writeWorkbook([], { sheetData }))).rows[0]?.cells).toEqual(['&b;'])
  })

  test('that is broken, of the old kind, or no workbook says so', async () => {
    const whole = writeWorkbook(rows)
    for (const bytes of [
      whole.subarray(0, whole.length / 2),
      Buffer.from('PK\x03\x04 nothing'),
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      writeZip([{ name: 'word/document.xml', content: '<w/>' }]),
    ])
      await expect(readTable(bytes)).rejects.toMatchObject({ code: 'table-unreadable' })
  })
})
