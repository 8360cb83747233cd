import { type Dovecot, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan, copy } from './testing/caravan.ts'
import { contents } from './testing/contents.ts'
import { letter, letters } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { proposal } from './testing/proposal.ts'
import type { Report } from './testing/report.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'rules' })
})

function fill(user: string, folders: Readonly<Record<string, number>>): string[] {
  for (const [folder, count] of Object.entries(folders))
    writeMaildir(server.mailDir(user), folder, letters(count, folder))
  return between(server, user, server, `${user}-new`)
}

const folder = (report: Report, name: string) => report.perFolder.find((each) => each.folder === name)

describe('--include and --exclude', () => {
  it('choose folders with what lies below them, and what is left out is counted', async () => {
    const args = fill('anna', { INBOX: 2, Work: 3, 'Work/2023': 4, 'Work/2024': 1, Private: 5 })
    const rules = ['--include', 'inbox', '--include', 'Work', '--exclude', 'Work/*3']
    const { folders, excluded } = await proposal([...args, ...rules])
    expect(folders.map(({ from }) => from)).toEqual(['INBOX', 'Work', 'Work/2024'])
    expect(excluded).toEqual(expect.arrayContaining(['Private', 'Work/2023', 'Sent']))

    const report = await copy(0, [...args, ...rules])
    expect(report.messages).toMatchObject({ source: 15, copied: 6, excluded: 9 })
    expect(folder(report, 'Private')).toMatchObject({ why: 'excluded', messages: { source: 5, excluded: 5 } })
    expect(Object.keys(await contents(server, 'anna-new')).sort()).toEqual(['INBOX', 'Work', 'Work/2024'])

    // What one run left out another takes.
    expect((await copy(0, args)).messages).toMatchObject({ source: 15, copied: 9, present: 6, excluded: 0 })
  })
})

describe('--since and --before', () => {
  it('choose by the day of arrival in UTC, and what is left out is counted', async () => {
    const at = (moment: string) => letter(moment, { subject: moment, date: new Date(moment) })
    const moments = ['2023-12-31T23:59:59Z', '2024-01-01T00:00:00Z', '2024-06-30T23:59:59Z', '2024-07-01T00:00:00Z']
    writeMaildir(server.mailDir('berta'), 'INBOX', moments.map(at))
    const args = between(server, 'berta', server, 'berta-new')
    const span = ['--since', '2024-01-01', '--before', '2024-07-01']
    expect((await copy(0, [...args, ...span])).messages).toMatchObject({ source: 4, copied: 2, excluded: 2 })
    expect((await contents(server, 'berta-new'))['INBOX']).toEqual(moments.slice(1, 3))
    expect((await copy(0, [...args, ...span])).messages).toMatchObject({ source: 4, present: 2, excluded: 2 })
    expect((await copy(0, args)).messages).toMatchObject({ source: 4, copied: 2, present: 2, excluded: 0 })
  })
})

describe('--map', () => {
  it('sends a folder with what lies below it to another name', async () => {
    const args = fill('clara', { INBOX: 1, 'Projects/Kestrel': 2, Projects: 1, Old: 3 })
    const rules = ['--map', 'Projects=Archiv/Проекты', '--map', 'Old=Archiv/Old']
    const report = await copy(0, [...args, ...rules])
    expect(folder(report, 'Projects/Kestrel')).toMatchObject({
      target: 'Archiv/Проекты/Kestrel',
      why: 'below-a-mapped-folder',
    })
    expect(Object.keys(await contents(server, 'clara-new')).sort()).toEqual([
      'Archiv/Old',
      'Archiv/Проекты',
      'Archiv/Проекты/Kestrel',
      'INBOX',
    ])
    expect((await copy(0, [...args, ...rules])).messages).toMatchObject({ source: 7, copied: 0, present: 7 })
  })

  it('joins two folders in one, and no letter is doubled or lost', async () => {
    const args = fill('dmitri', { One: 3, Two: 4 })
    const rules = ['--map', 'One=Both', '--map', 'Two=Both']
    expect((await copy(0, [...args, ...rules])).messages).toMatchObject({ source: 7, copied: 7 })
    expect((await contents(server, 'dmitri-new'))['Both']).toHaveLength(7)
    expect((await copy(0, [...args, ...rules])).messages).toMatchObject({ source: 7, copied: 0, present: 7 })
  })

  it('of a folder that is not there is refused before anything is done', async () => {
    const args = fill('erik', { INBOX: 1 })
    const ran = await caravan(['copy', ...args, '--map', 'Projekte=Projects', '--json'])
    expect(ran.status).toBe(2)
    expect(ran.stderr + ran.stdout).toMatch(/Projekte=Projects: the source has no folder of that name/)
    expect(await contents(server, 'erik-new')).toEqual({})
  })
})
