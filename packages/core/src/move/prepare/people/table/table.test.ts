import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeCsv } from '../export/csv.ts'
import { readPastedTable, readTable } from './read.ts'
import { TABLE_LIMITS, type Table } from './table.ts'

const cells = (table: Table): (readonly string[])[] => table.rows.map((row) => row.cells)
const csv = async (text: string | Buffer): Promise<Table> => readTable(Buffer.from(text))

describe('delimiter-separated text', () => {
  test.each([',', ';', '\t', '|'])(
    'is read with %j, quotes, quotes in quotes and line breaks in cells',
    async (mark) => {
      const text =
        ['name', 'mail', 'note'].join(mark) +
        '\r\n' +
        ['"Ivanov, ""Vanya"""', 'i@x.example', `"a\r\nb${mark}c"`].join(mark)
      const table = await csv(text)
      expect(table.delimiter).toBe(mark)
      expect(cells(table)[1]).toEqual(['Ivanov, "Vanya"', 'i@x.example', `a\r\nb${mark}c`])
    },
  )

  test.each(['\n', '\r\n', '\r'])('knows the line end %j', async (end) => {
    expect(cells(await csv(['a,b', 'c,d', ''].join(end)))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  test('keeps the numbers that a spreadsheet shows, also after empty lines, breaks in cells and mixed line ends', async () => {
    const table = await csv('a;b\r\n\r\n"1\n2";c\n\rlast;d')
    expect(table.rows.map((row) => row.number)).toEqual([1, 3, 5])
  })

  test('reads ragged rows, and the hint of Excel for its delimiter', async () => {
    const table = await csv('sep=;\r\na;b;c\r\nd\r\ne;f;g;h\r\n')
    expect(table.width).toBe(4)
    expect(table.rows[0]).toEqual({ number: 1, cells: ['a', 'b', 'c'] })
  })

  test('names the row of a quote that never closes', async () => {
    await expect(csv('a,b\nc,"d\ne,f')).rejects.toMatchObject({
      code: 'table-unreadable',
      message: expect.stringContaining('row 2') as string,
    })
  })

  test('stops at each bound', async () => {
    const limits = { ...TABLE_LIMITS, bytes: 1_000, rows: 3, columns: 4, cell: 10 }
    const read = (text: string): Promise<Table> => readTable(Buffer.from(text), {}, limits)
    for (const text of [
      'x'.repeat(1_001),
      'a\n'.repeat(4),
      'a,b,c,d,e',
      '12345678901',
      '"12345678901"',
      ','.repeat(900) + 'x',
    ])
      await expect(read(text)).rejects.toMatchObject({ code: 'table-too-large' })
    await expect(read('a,b,c,d\n'.repeat(3))).resolves.toMatchObject({ width: 4 })
    // All together: a wide table of many rows holds the program up, though neither is beyond its bound.
    const few = (text: string) => readTable(Buffer.from(text), {}, { ...limits, cells: 8 })
    await expect(few(',,,d\n'.repeat(3))).rejects.toMatchObject({ code: 'table-too-large' })
    await expect(few('a,,,\n'.repeat(3))).resolves.toMatchObject({ width: 1 })
  })

  test('comes back from a CSV that was written, whatever is in the cells', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.string({ unit: fc.constantFrom(...Array.from('\'=+-@＝＋－＠,;|"\t\r\n a1')), maxLength: 8 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 6 }), async (rows) => {
        const table = await readTable(Buffer.from(writeCsv(['A', 'B', 'C'], rows)))
        const filled = (some: readonly (readonly string[])[]): unknown[] =>
          some.filter((row) => row.some((one) => one.trim() !== '')).map((row) => [0, 1, 2].map((at) => row[at] ?? ''))
        expect(filled(cells(table).slice(1))).toEqual(filled(rows))
      }),
      { numRuns: 500 },
    )
  })

  test('never fails but with a CaravanError, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const result = await readTable(Buffer.from(bytes)).catch((error: unknown) => error)
        if (result instanceof Error) expect(result).toHaveProperty('code', expect.stringMatching(/^table-/))
      }),
      { numRuns: 300 },
    )
  })
})

describe('the encoding', () => {
  const russian = 'Фамилия;Имя;Почта\r\nИванов;Пётр;ivanov@x.example\r\nЩукина;Анна;anna@x.example\r\n'
  const windows1251 = (text: string): Buffer => {
    const decoder = new TextDecoder('windows-1251')
    const codes = new Map(Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]))
    return Buffer.from(Array.from(text, (letter) => codes.get(letter) ?? 63))
  }
  // 姓名,邮箱 王小明,wang@x.example 李静,li@x.example 部门 销售部, in GB 18030.
  const chinese = Buffer.from(
    'd0d5c3fb2cd3cacfe40d0acdf5d0a1c3f72c77616e6740782e6578616d706c650d0ac0eebeb22c6c6940782e6578616d706c650d0a',
    'hex',
  )

  test.each([
    ['UTF-8', Buffer.from(russian), 'utf-8', true],
    ['UTF-8 with a mark', Buffer.from(`\u{feff}${russian}`), 'utf-8', true],
    ['UTF-16LE with a mark', Buffer.from(`\u{feff}${russian}`, 'utf16le'), 'utf-16le', true],
    ['UTF-16LE without', Buffer.from(russian, 'utf16le'), 'utf-16le', false],
    ['UTF-16BE with a mark', Buffer.from(`\u{feff}${russian}`, 'utf16le').swap16(), 'utf-16be', true],
    ['UTF-16BE without', Buffer.from(russian, 'utf16le').swap16(), 'utf-16be', false],
    ['windows-1251', windows1251(russian), 'windows-1251', false],
  ])('%s is told', async (_, bytes, name, sure) => {
    const table = await readTable(bytes)
    expect(table.encoding).toEqual({ name, sure })
    expect(cells(table)[1]).toEqual(['Иванов', 'Пётр', 'ivanov@x.example'])
  })

  test('gb18030 is told', async () => {
    const table = await readTable(chinese)
    expect(table.encoding).toEqual({ name: 'gb18030', sure: false })
    expect(cells(table)[1]).toEqual(['王小明', 'wang@x.example'])
  })

  test('windows-1252 is told, and another one can be chosen', async () => {
    const bytes = Buffer.from('Name;Mail\r\nJörg Müller;j@x.example\r\nZoë Núñez;z@x.example\r\n', 'latin1')
    expect((await readTable(bytes)).encoding).toEqual({ name: 'windows-1252', sure: false })
    expect(cells(await readTable(bytes))[1]?.[0]).toBe('Jörg Müller')
    expect((await readTable(bytes, { encoding: 'windows-1251' })).encoding?.name).toBe('windows-1251')
  })

  test('capital Cyrillic words are not taken for Chinese', async () => {
    const table = await readTable(windows1251('ИВАНОВ;ПЕТР\r\nПЕТРОВ;ИВАН\r\n'))
    expect(table.encoding?.name).toBe('windows-1251')
  })
})

describe('pasted text', () => {
  test('may be addresses, one a line or several, with names or without', () => {
    const table = readPastedTable(
      'Anna Berg <anna@x.example>\n\nboris@x.example, "Vera, Dr." <vera@x.example>;\nКузнецов, Олег <o@x.example>',
    )
    expect(table.rows).toEqual([
      { number: 0, cells: ['Display name', 'Email address'] },
      { number: 1, cells: ['Anna Berg', 'anna@x.example'] },
      { number: 3, cells: ['', 'boris@x.example'] },
      { number: 3, cells: ['Vera, Dr.', 'vera@x.example'] },
      { number: 4, cells: ['Кузнецов, Олег', 'o@x.example'] },
    ])
  })

  test('may be cells of a spreadsheet, or CSV', () => {
    expect(cells(readPastedTable('Name\tMail\nAnna\ta@x.example'))).toEqual([
      ['Name', 'Mail'],
      ['Anna', 'a@x.example'],
    ])
    expect(cells(readPastedTable('Name;Mail;Dept\nAnna;a@x.example;IT'))).toHaveLength(2)
  })

  test('of any form takes no longer', () => {
    const begun = process.cpuUsage()
    for (const line of [
      `a${' '.repeat(90_000)}x`,
      ` ,${' '.repeat(90_000)}x`,
      `a,b<c>${' '.repeat(90_000)}x`,
      '<'.repeat(90_000),
      '"'.repeat(89_999),
    ])
      try {
        readPastedTable(`anna@x.example\nboris@x.example\nvera@x.example\n${line}`)
      } catch (error) {
        expect(error).toHaveProperty('code', 'table-too-large')
      }
    expect(() => readPastedTable(`a@x.example\nb@x.example\n${'x'.repeat(100_001)}`)).toThrow('a longer line')
    expect((process.cpuUsage(begun).user + process.cpuUsage(begun).system) / 1_000).toBeLessThan(10_000)
  })

  test('keeps a line that is no address, to be named as wrong', () => {
    const table = readPastedTable('anna@x.example\nboris at x\nvera@x.example')
    expect(table.rows[2]).toEqual({ number: 2, cells: ['', 'boris at x'] })
  })
})
