import { test } from 'vitest'
import { memoryLives, PLAIN } from './testing/model/memory-lives.ts'
import type { Manners, Step, Strike } from './testing/model/steps.ts'

const live = memoryLives()

const MERGES: Manners = { ...PLAIN, merges: true }

const delivered = (folder: string, ...mails: number[]): Step => ({ do: 'deliver', folder, mails, day: 0 })
const moved = (side: 'source' | 'target', folder: string, at: number, to: string): Step => ({
  ...{ do: 'move', side, folder, at, to },
})
const run = (...strikes: Strike[]): Step => ({ do: 'run', connections: 1, strikes })

/** Histories that the random model once failed at. */
const histories: readonly [string, Manners, readonly Step[]][] = [
  [
    'one that the target keeps once with another is found where its owner filed both, the other being gone from the source',
    MERGES,
    [delivered('Sent', 4, 4), run(), moved('source', 'Sent', 0, 'INBOX'), moved('target', 'Sent', 0, 'Later')],
  ],
  [
    'two that the target keeps once do not count as removed where their owner filed them and the source is numbered anew',
    MERGES,
    [
      delivered('Later', 6, 6),
      run(),
      moved('target', 'Later', 0, 'Sent'),
      run({ where: 'ledger', after: 58, fault: { do: 'renumber', side: 'source', folder: 'Later' } }),
    ],
  ],
  [
    'a message that the target keeps once with one that was seen late does not stay in doubt for ever',
    { ...MERGES, namesUids: true },
    [
      delivered('Later', 7, 6, 2),
      run({ where: 'source', after: 10, fault: { do: 'hide' } }),
      delivered('Later', 7),
      delivered('INBOX', 8),
    ],
  ],
  [
    'of a batch in doubt, what the target keeps once is told from what its owner has deleted',
    { ...MERGES, appendMany: true },
    [
      delivered('Later', 5),
      delivered('Sent', 8, 3, 2, 6, 8),
      run(
        { where: 'target', after: 24, fault: { do: 'delete', side: 'source', folder: 'INBOX', at: 0 } },
        { where: 'ledger', after: 17, fault: { do: 'kill' } },
      ),
      { do: 'delete', side: 'target', folder: 'Sent', at: 3 },
    ],
  ],
  [
    'new mail is not taken for an identical message elsewhere since the pass before it had only asked',
    PLAIN,
    [
      delivered('Проекты/2024', 0),
      { do: 'foreign', folder: 'INBOX', mail: 4, day: 0 },
      run(),
      delivered('Sent', 4),
      { do: 'delete', side: 'target', folder: 'Проекты/2024', at: 0 },
      { do: 'rename', side: 'target', folder: 'Проекты/2024', to: 'Sent' },
    ],
  ],
  [
    'a copy that was deleted where its owner had filed it is not sent again when the source is numbered anew',
    PLAIN,
    [
      delivered('Sent', 8),
      run(),
      moved('target', 'Sent', 0, 'Later'),
      run(),
      { do: 'delete', side: 'target', folder: 'Later', at: 0 },
      { do: 'renumber', side: 'source', folder: 'Sent' },
    ],
  ],
  [
    'a message that nobody sees yet is not looked for among what stood elsewhere before it was sent',
    PLAIN,
    [
      delivered('Проекты/2024', 4),
      run(),
      delivered('Trash', 4),
      { do: 'lose-ledger' },
      run({ where: 'ledger', after: 60, fault: { do: 'kill' } }),
      run({ where: 'target', after: 7, fault: { do: 'hide' } }),
    ],
  ],
  [
    'what stands in a target folder that was made anew is not taken for the copy of an identical one that its owner deleted elsewhere',
    PLAIN,
    [
      delivered('Sent', 3),
      delivered('INBOX', 6, 3, 4, 7),
      run(),
      { do: 'delete', side: 'target', folder: 'INBOX', at: 1 },
      { do: 'renumber', side: 'target', folder: 'Sent' },
    ],
  ],
  [
    'a letter that comes to light after its folder was renamed at the source does not stay twice unsaid',
    { ...PLAIN, removes: false },
    [
      run({ where: 'source', after: 3, fault: { do: 'deliver', folder: 'Sent', mails: [0], day: 0 } }),
      run(
        { where: 'source', after: 1, fault: { do: 'lose-answer' } },
        { where: 'source', after: 1, fault: { do: 'hide' } },
      ),
      { do: 'rename', side: 'source', folder: 'Sent', to: 'Проекты/2024' },
    ],
  ],
  [
    'a copy that its owner filed where an identical one was just sent does not stand for both',
    PLAIN,
    [
      delivered('Later', 0),
      run(),
      delivered('Проекты/2024', 0),
      run({ where: 'target', after: 10, fault: { do: 'cut' } }, { where: 'target', after: 3, fault: { do: 'kill' } }),
      moved('target', 'Later', 0, 'Проекты/2024'),
    ],
  ],
  [
    'of identical messages the one whose copy was deleted stays so when the target is numbered anew in mid-run',
    PLAIN,
    [
      delivered('INBOX', 0, 0, 0, 0),
      run({ where: 'target', after: 21, fault: { do: 'delete', side: 'target', folder: 'INBOX', at: 0 } }),
      run(),
      run({ where: 'source', after: 1, fault: { do: 'renumber', side: 'target', folder: 'INBOX' } }),
      delivered('INBOX', 0),
    ],
  ],
  [
    'a folder that was renamed at the source and made anew at the target is found by its content',
    PLAIN,
    [
      delivered('Sent', 0),
      run(),
      { do: 'rename', side: 'source', folder: 'Sent', to: 'Trash' },
      { do: 'renumber', side: 'target', folder: 'Sent' },
    ],
  ],
  [
    'a letter that nobody saw before its owner renamed its folder is found there',
    PLAIN,
    [
      delivered('Sent', 0),
      run({ where: 'target', after: 1, fault: { do: 'hide' } }),
      { do: 'rename', side: 'target', folder: 'Sent', to: 'Later' },
    ],
  ],
  [
    'of a message whose late copies cannot be removed, all are listed',
    { ...PLAIN, removes: false },
    [
      delivered('Sent', 4, 8, 7),
      run({ where: 'target', after: 2, fault: { do: 'hold' } }, { where: 'target', after: 19, fault: { do: 'hold' } }),
    ],
  ],
]

test.each(histories)('%s', async (_, manners, steps) => {
  await live(manners, steps)
})
