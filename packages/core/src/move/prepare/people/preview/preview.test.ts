import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { mappingOf, recogniseColumns } from '../columns/recognise.ts'
import { exportMailboxes } from '../export/mailboxes.ts'
import { readTable } from '../table/read.ts'
import { writeWorkbook } from '../table/testing/workbook.ts'
import { type Preview, type PreviewOptions, previewTable } from './preview.ts'

const preview = async (text: string | Buffer, options: PreviewOptions = {}): Promise<Preview> => {
  const table = await readTable(Buffer.from(text))
  const recognition = recogniseColumns(table)
  return previewTable(table, recognition, mappingOf(recognition), options)
}
const problems = (found: Preview): unknown[] => found.problems.map(({ row, code, cell }) => [row, code, cell])

/** Processor time of this process, in milliseconds: a busy machine makes it no longer. */
const processorTime = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1_000
}

test('each row becomes a mailbox, with what the sheet says of it', async () => {
  const found = await preview(
    'ФИО;Почта;Новый адрес;Логин;Пароль;Псевдонимы;Отдел;Волна;Тип;Решение;Владелец;Личная почта;Примечание\n' +
      'Берг Анна;"Анна <MAILTO:Anna.Berg@X.example>";a.berg@new.example;anna;Xy12!abc;"a@x.example, b@x.example";Продажи;1;личный;в архив;;anna@home.example;да',
  )
  expect(found.problems).toEqual([])
  expect(found.mailboxes[0]).toMatchObject({
    row: 2,
    ready: true,
    source: { text: 'Anna.Berg@x.example', key: 'anna.berg@x.example' },
    target: { text: 'a.berg@new.example' },
    aliases: [{ text: 'a@x.example' }, { text: 'b@x.example' }],
    contact: { text: 'anna@home.example' },
    displayName: 'Берг Анна',
    sourceUser: 'anna',
    department: 'Продажи',
    wave: '1',
    kind: 'person',
    decision: 'archive-only',
    notes: 'да',
  })
  expect(found.mailboxes[0]?.secrets.source?.reveal()).toBe('Xy12!abc')
})

describe('what is wrong is named with its row', () => {
  test('addresses that are none, or too long, or twice there, or of a foreign domain', async () => {
    const long = `${'a'.repeat(65)}@x.example`
    const found = await preview(
      `Email,New email\na b@x.example,\nanna@x.example,a@new.example\n\nANNA@X.example,b@new.example\nc@x.example,a@new.example\n${long},\nlocal,\nd@other.example,\ne@x..example,\nf@[192.0.2.1],\n,only@new.example\n`,
      { sourceDomains: ['x.example', 'z.example'] },
    )
    expect(problems(found)).toEqual([
      [2, 'invalid-address', 'a b@x.example'],
      [5, 'duplicate-source', 'ANNA@X.example'],
      [6, 'duplicate-target', 'a@new.example'],
      [7, 'address-too-long', long],
      [8, 'address-without-domain', 'local'],
      [9, 'foreign-domain', 'd@other.example'],
      [10, 'invalid-address', 'e@x..example'],
      [11, 'invalid-address', 'f@[192.0.2.1]'],
      [12, 'missing-address', undefined],
    ])
    expect(found.mailboxes.filter((mailbox) => mailbox.ready).map((mailbox) => mailbox.row)).toEqual([3])
    expect(found.problems[1]).toMatchObject({ otherRow: 3, column: 'Email', field: 'sourceAddress', severity: 'error' })
  })

  test('what the move has already', async () => {
    const found = await preview('Email,New email\nanna@x.example,a@new.example', {
      existing: [{ sourceKey: 'anna@x.example', targetKey: 'q@new.example' }, { targetKey: 'a@new.example' }],
    })
    expect(problems(found)).toEqual([
      [2, 'source-in-move', 'anna@x.example'],
      [2, 'target-in-move', 'a@new.example'],
    ])
  })

  test('domains and local parts in every script are judged properly', async () => {
    const found = await preview(
      'Email\nanna@пример.рф\nиван@пример.рф\nali@نمونه.ایران\nx@xn--e1afmkfd.xn--p1ai\nzoë@x.example\nq@-x.example\nq@x_y.example\nq@1.2.3.4\n',
    )
    expect(found.mailboxes.map((mailbox) => [mailbox.ready, mailbox.source?.text, mailbox.source?.domain])).toEqual([
      [true, 'anna@пример.рф', 'xn--e1afmkfd.xn--p1ai'],
      [true, 'иван@пример.рф', 'xn--e1afmkfd.xn--p1ai'],
      [true, 'ali@نمونه.ایران', expect.stringMatching(/^xn--/)],
      [true, 'x@пример.рф', 'xn--e1afmkfd.xn--p1ai'],
      [true, 'zoë@x.example', 'x.example'],
      [false, undefined, undefined],
      [false, undefined, undefined],
      [false, undefined, undefined],
    ])
    expect(
      found.problems.filter((problem) => problem.code === 'smtputf8-address').map((problem) => problem.row),
    ).toEqual([3, 6])
  })

  test('a table without a column of addresses', async () => {
    expect(problems(await preview('Name,Dept\nAnna,IT'))).toEqual([[1, 'missing-column', undefined]])
  })

  test('roles without an owner, and words that nobody knows', async () => {
    const found = await preview(
      'Email,Owner,Type,Decision\nsales@x.example,,,\ninfo@x.example,Anna,,\nanna@x.example,,alien,maybe\n',
    )
    expect(problems(found)).toEqual([
      [2, 'role-without-owner', 'sales@x.example'],
      [4, 'unknown-kind', 'alien'],
      [4, 'unknown-decision', 'maybe'],
    ])
    expect(found.mailboxes.map((mailbox) => [mailbox.kind, mailbox.role?.key, mailbox.ready])).toEqual([
      ['role', 'sales', true],
      ['role', 'info', true],
      ['person', undefined, false],
    ])
  })

  test('an export with asterisks in place of passwords', async () => {
    const found = await preview('Email,Password\nanna@x.example,****')
    expect(problems(found)).toEqual([[2, 'empty-secret', undefined]])
    expect(found.mailboxes[0]).toMatchObject({ ready: true, secrets: { source: undefined } })
  })
})

test('local parts alone get the domain of the move', async () => {
  const found = await preview('login;first_name\nanna;Anna', { sourceDomains: ['пример.рф'] })
  expect(found.mailboxes[0]?.source?.text).toBe('anna@пример.рф')
  expect(found.problems).toEqual([])
})

test('columns that are not read are named with what they hold', async () => {
  const found = await preview('Email,Flurfunk,Phone\nanna@x.example,tea,1')
  expect(found.columnsLeft).toEqual([
    { index: 1, heading: 'Flurfunk', filled: 1 },
    { index: 2, heading: 'Phone', filled: 1 },
  ])
})

test('passwords show themselves nowhere', async () => {
  const canary = "'=Canary-77-Kx!"
  const found = await preview(
    `Email,Password,New password\nanna@x.example,${canary},${canary.repeat(80)}\nbroken,${canary},`,
  )
  expect(found.mailboxes[0]?.secrets.source?.reveal()).toBe(canary)
  expect(found.problems.map((problem) => problem.code)).toContain('too-long')
  const shown =
    JSON.stringify(found) + inspect(found, { depth: 9, showHidden: true }) + String(found.mailboxes[0]?.secrets.source)
  expect(shown).not.toContain('Canary')
})

test('an export has no formula, and reads back as it was', async () => {
  const mailbox = {
    sourceAddress: '=anna@x.example',
    displayName: '=HYPERLINK("http://evil.example","x")',
    notes: '＝1+1\n-2\n@x;=3\t"=4"\r+5',
    department: "'=kept",
    aliases: 'a@x.example b@x.example',
  }
  const text = exportMailboxes([mailbox])
  for (const cell of text.replace('\u{feff}', '').match(/(?<=(?:^|,|\r\n)")(?:[^"]|"")*/g) ?? [])
    expect(cell).not.toMatch(/(?:^|[;\t\r\n"])[=+@＝-]/u)
  const found = await preview(text)
  expect(found.problems).toEqual([])
  expect(found.mailboxes[0]).toMatchObject({
    source: { text: mailbox.sourceAddress },
    displayName: mailbox.displayName,
    notes: mailbox.notes,
    department: mailbox.department,
    aliases: [{ text: 'a@x.example' }, { text: 'b@x.example' }],
  })
})

test('10,000 people from a workbook are read, recognised and previewed well within five seconds', async () => {
  const book = writeWorkbook([
    ['First name', 'Last name', 'Email', 'New email', 'Password', 'Department', 'Aliases', 'Phone', 'Wave', 'Notes'],
    ...Array.from({ length: 10_000 }, (_, at) => [
      `Anna${at}`,
      'Берг',
      `anna.${at}@x.example`,
      `a.${at}@new.example`,
      `Xy12!abc${at}`,
      `Dept ${at % 40}`,
      `a${at}@x.example`,
      `+49 30 ${at}`,
      String(at % 7),
      'moves in spring',
    ]),
  ])
  const existing = Array.from({ length: 100_000 }, (_, at) => ({
    sourceKey: `old.${at}@x.example`,
    targetKey: `t.${at}@new.example`,
  }))
  const begun = process.cpuUsage()
  const found = await preview(book, { existing, sourceDomains: ['x.example'] })
  const took = processorTime(begun)
  expect(found).toMatchObject({ readyCount: 10_000, problemCount: 0 })
  console.log(`10,000 rows of ${book.length} octets in ${Math.round(took)} ms`)
  // Five times what it takes; quadratic steps would take minutes.
  expect(took).toBeLessThan(5_000)
})

test('10,000 rows that are all wrong take no longer', async () => {
  const begun = process.cpuUsage()
  const found = await preview(`Email,Aliases\n${'anna@x.example,not one;nor two\n'.repeat(10_000)}`)
  expect(found.problemCount).toBeGreaterThan(30_000)
  expect(found.problems).toHaveLength(25_000)
  expect(processorTime(begun)).toBeLessThan(5_000)
})
