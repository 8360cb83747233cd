import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SpecialUse } from '../../model/index.ts'
import type { ListedFolder } from '../../services/port.ts'
import { type MappingInput, mapFolders } from './mapping.ts'

const folder = (name: string, specialUse?: SpecialUse): ListedFolder => ({
  name: `raw ${name}`,
  path: name.split('/'),
  specialUse,
  selectable: true,
  subscribed: false,
})

function mapping(
  sources: readonly ListedFolder[],
  targets: readonly ListedFolder[] = [],
  more: Partial<MappingInput> = {},
) {
  const mapped = mapFolders({
    sources,
    targets,
    map: [],
    routes: new Map(),
    delimiter: '/',
    forbidden: '',
    nameOf: (path) => path.join('/'),
    ...more,
  })
  return Object.fromEntries(mapped.map((one) => [one.source.path.join('/'), one.targetPath.join('/')]))
}

describe('the folder mapping', () => {
  test('keeps names', () => {
    expect(mapping([folder('INBOX', 'inbox'), folder('Проекты/2024')])).toEqual({
      INBOX: 'INBOX',
      'Проекты/2024': 'Проекты/2024',
    })
  })

  test('brings special folders together whatever their names', () => {
    const sources = [folder('Отправленные', 'sent'), folder('草稿箱', 'drafts')]
    const targets = [folder('Sent', 'sent'), folder('Drafts', 'drafts')]
    expect(mapping(sources, targets)).toEqual({ Отправленные: 'Sent', 草稿箱: 'Drafts' })
  })

  test('takes what lies below a special folder along', () => {
    expect(mapping([folder('Отправленные', 'sent'), folder('Отправленные/2020')], [folder('Sent', 'sent')])).toEqual({
      Отправленные: 'Sent',
      'Отправленные/2020': 'Sent/2020',
    })
  })

  test('knows INBOX in any case', () => {
    expect(mapping([folder('Inbox', 'inbox')], [folder('INBOX', 'inbox')])).toEqual({ Inbox: 'INBOX' })
  })

  test('lets an ordinary folder give way to a special one of the same name', () => {
    expect(mapping([folder('Sent'), folder('Отправленные', 'sent')], [folder('Sent', 'sent')])).toEqual({
      Отправленные: 'Sent',
      Sent: 'Sent (2)',
    })
  })

  test('follows a rule before anything else, and what lies below with it', () => {
    const map = [{ from: 'Old', to: 'Archive/2019' }]
    expect(mapping([folder('Old'), folder('Old/Q1')], [], { map })).toEqual({
      Old: 'Archive/2019',
      'Old/Q1': 'Archive/2019/Q1',
    })
  })

  test('sends two folders into one only where a rule says so', () => {
    const map = [{ from: 'B', to: 'A' }]
    expect(mapping([folder('A'), folder('B')], [], { map })).toEqual({ B: 'A', A: 'A (2)' })
    const both = [
      { from: 'A', to: 'All' },
      { from: 'B', to: 'All' },
    ]
    expect(mapping([folder('A'), folder('B')], [], { map: both })).toEqual({ A: 'All', B: 'All' })
  })

  test('writes out what the target’s names cannot hold', () => {
    expect(
      mapping([folder('Q1.2020/a^b')], [], { delimiter: '.', forbidden: '^', nameOf: (path) => path.join('.') }),
    ).toEqual({
      'Q1.2020/a^b': 'Q1=2E=2020/a=5E=b',
    })
  })

  test('uses the target’s own spelling of a folder that is there', () => {
    const [mapped] = mapFolders({
      sources: [folder('Clients')],
      targets: [{ ...folder('Clients'), name: 'INBOX.Clients', subscribed: true }],
      map: [],
      routes: new Map(),
      delimiter: '.',
      forbidden: '',
      nameOf: (path) => path.join('.'),
    })
    expect(mapped).toMatchObject({ targetName: 'INBOX.Clients', exists: true, subscribed: true, why: 'same-name' })
  })

  test('sends a folder where it went before, whatever has come since', () => {
    const routes = new Map([['raw Sent', { name: 'Sent', path: ['Sent'] }]])
    const targets = [folder('Sent'), folder('Sent Items', 'sent')]
    expect(mapping([folder('Sent', 'sent'), folder('Sent Items')], targets, { routes })).toEqual({
      Sent: 'Sent',
      'Sent Items': 'Sent Items',
    })
  })

  test('takes a name that the target has already as it is', () => {
    expect(mapping([folder('a.b')], [folder('a.b')], { delimiter: '.' })).toEqual({ 'a.b': 'a.b' })
  })

  test('leaves no folder out where two have the same decoded name', () => {
    const twin = { ...folder('Café'), name: 'another raw name' }
    const places = mapFolders({
      sources: [folder('Café'), twin],
      targets: [],
      map: [],
      routes: new Map(),
      delimiter: '/',
      forbidden: '',
      nameOf: (path) => path.join('/'),
    }).map((one) => one.targetPath.join('/'))
    expect(places).toEqual(['Café', 'Café (2)'])
  })

  test('never sends two folders into one without a rule, and loses none', () => {
    const level = fc.constantFrom('A', 'B', 'Sent', 'Отправленные', 'Q1.2020', 'Q1=2E=2020', 'INBOX')
    const name = fc.array(level, { minLength: 1, maxLength: 3 }).map((path) => path.join('/'))
    const use = fc.constantFrom<SpecialUse | undefined>('sent', 'trash', undefined, undefined)
    const listing = fc.uniqueArray(fc.tuple(name, use), { selector: ([one]) => one, maxLength: 12 })
    fc.assert(
      fc.property(listing, listing, (ours, theirs) => {
        const sources = ours.map(([one, special]) => folder(one, special))
        const mapped = mapping(
          sources,
          theirs.map(([one, special]) => folder(one, special)),
          { delimiter: '.', nameOf: (path) => path.join('.') },
        )
        expect(Object.keys(mapped).sort()).toEqual(sources.map((source) => source.path.join('/')).sort())
        const places = Object.values(mapped)
        expect(new Set(places).size).toBe(places.length)
      }),
    )
  })
})
