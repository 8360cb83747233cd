import { expect, it } from 'vitest'
import { readPasted } from './table.ts'

const pasted = (text: string, columns: Parameters<typeof readPasted>[1]) => {
  const { body, ...counts } = readPasted(text, columns)
  return { ...counts, input: body.input, mapping: body.mapping }
}

it('takes commas, semicolons or tabs, and leaves lines out that lack a password', () => {
  for (const between of [',', '; ', '\t'])
    expect(
      pasted(`anna@a.example${between}secret\n\nben@a.example\nclara@a.example${between}\n`, ['address', 'old']),
    ).toEqual({
      ...{ lines: 1, short: 2 },
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
