import { expect, it } from 'vitest'
import { readPasted, refusedLines } from './table.ts'

const pasted = (text: string, columns: Parameters<typeof readPasted>[1]) => {
  const { body, lines, short } = readPasted(text, columns)
  return { lines, short, input: body.input, mapping: body.mapping }
}

it('takes commas, semicolons or tabs, and leaves lines out that lack a password', () => {
  for (const between of [',', '; ', '\t'])
    expect(
      pasted(`anna@a.example${between}secret\n\nben@a.example\nclara@a.example${between}\n`, ['address', 'old']),
    ).toEqual({
      ...{
        lines: 1,
        short: [
          { line: 3, begins: 'ben@a.example' },
          { line: 4, begins: 'clara@a.example' },
        ],
      },
      input: { pasted: 'Old address\tOld password\t\nanna@a.example\tsecret\t' },
      mapping: { 0: 'sourceAddress', 1: 'sourcePassword' },
    })
})

it('keeps a password whole that holds what parts the cells, an @ or a quotation mark', () => {
  expect(pasted('anna@a.example;a;b@c"d', ['address', 'new']).input).toEqual({
    pasted: 'Old address\tNew password\t\nanna@a.example\t"a;b@c""d"\t',
  })
})

it('takes addresses alone, whatever stands behind them', () => {
  expect(pasted('anna@a.example\nben@a.example, Ben', ['address']).input).toEqual({
    pasted: 'Old address\t\nanna@a.example\t\nben@a.example\t',
  })
})

it('says of a line that the server refuses which of the pasted ones it is', () => {
  const text = '\nanna@a.example,one\nben@a.example\n\nnobody,two'
  const seen = readPasted(text, ['address', 'old'])
  const problem = { row: 3, severity: 'error', code: 'invalid-address', cell: 'nobody' } as never
  expect(refusedLines([problem], seen)).toEqual([{ line: 5, begins: 'nobody', problem }])
})
