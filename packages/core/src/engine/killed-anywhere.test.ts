import { test } from 'vitest'
import { memoryLives, PLAIN } from './testing/model/memory-lives.ts'
import type { Step, Where } from './testing/model/steps.ts'

const live = memoryLives()

const run: Step = { do: 'run', connections: 1, strikes: [] }
const filed: Step = { do: 'move', side: 'target', folder: 'Sent', at: 0, to: 'INBOX' }
const renumbered: Step = { do: 'renumber', side: 'source', folder: 'Sent' }
const delivered = (...mails: number[]): Step => ({ do: 'deliver', folder: 'Sent', mails, day: 0 })
const killed = (where: Where, after: number): Step => ({
  do: 'run',
  connections: 1,
  strikes: [{ where, after, fault: { do: 'kill' } }],
})

/** Steps of the service and questions to the ledger up to which a pass over so little mail goes. */
const PLACES: readonly [Where, number][] = [
  ['target', 30],
  ['ledger', 120],
]
const EVERY = 8
const AT_ONCE = 4

const histories: readonly [string, readonly Step[]][] = [
  ['that was filed elsewhere, the source being numbered anew', [delivered(0, 0), run, filed, renumbered]],
  [
    'that is known to be filed elsewhere, the source being numbered anew',
    [delivered(0, 1), run, filed, run, renumbered],
  ],
  ['that arrived unanswered and was filed elsewhere', [delivered(0, 0), killed('ledger', 91), filed]],
  ['that was filed elsewhere, the ledger being lost', [delivered(0, 0), run, filed, { do: 'lose-ledger' }]],
]

// The model holds the report against what the owners did: nothing lost, doubled, or called removed that stands.
test.each(histories)(
  'whenever a pass is killed, the next one still finds the copy %s',
  { timeout: 300_000 },
  async (_, before) => {
    for (const [where, most] of PLACES) {
      const kills = Array.from({ length: Math.ceil(most / EVERY) }, (_, n) => killed(where, 1 + n * EVERY))
      for (let at = 0; at < kills.length; at += AT_ONCE)
        await Promise.all(kills.slice(at, at + AT_ONCE).map((kill) => live(PLAIN, [...before, kill])))
    }
  },
)

test('whenever a folder of the target is made anew beneath a pass, nobody else’s letter is taken for the one that it sent', {
  timeout: 300_000,
}, async () => {
  const foreign: Step = { do: 'foreign', folder: 'Trash', mail: 0, day: 0 }
  const anew = (after: number): Step => ({
    do: 'run',
    connections: 1,
    strikes: [{ where: 'ledger', after, fault: { do: 'renumber', side: 'target', folder: 'Sent' } }],
  })
  for (let after = 40; after <= 130; after += EVERY * AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) =>
        live(PLAIN, [run, delivered(0), foreign, anew(after + n * EVERY), run]),
      ),
    )
})

test('a message that its owner deletes at the source while two sendings of it are in doubt does not stay twice', async () => {
  await live(PLAIN, [
    delivered(0),
    {
      do: 'run',
      connections: 1,
      strikes: [
        { where: 'source', after: 2, fault: { do: 'hold' } },
        { where: 'source', after: 12, fault: { do: 'kill' } },
      ],
    },
    { do: 'delete', side: 'source', folder: 'Sent', at: 0 },
  ])
})

test('a copy that is filed beside its twin while it is in doubt is not taken for the twin', async () => {
  for (let after = 60; after <= 110; after += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) =>
        live(PLAIN, [
          { do: 'deliver', folder: 'INBOX', mails: [0], day: 0 },
          delivered(0),
          {
            do: 'run',
            connections: 1,
            strikes: [
              {
                where: 'ledger',
                after: after + n,
                fault: { do: 'move', side: 'target', folder: 'INBOX', at: 0, to: 'Sent' },
              },
            ],
          },
        ]),
      ),
    )
})

test('a letter that comes twice is sent, though its first copy was filed elsewhere when the source was numbered anew', async () => {
  await live(PLAIN, [delivered(4), run, renumbered, filed, delivered(4), run])
})

test('a copy that its owner deletes before its batch is seen is not sent again when the rest of the batch comes to light', async () => {
  for (let after = 21; after <= 41; after += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) =>
        live(PLAIN, [
          { do: 'deliver', folder: 'INBOX', mails: [7, 0, 7], day: 0 },
          {
            do: 'run',
            connections: 1,
            strikes: [
              { where: 'source', after: 6, fault: { do: 'hide' } },
              { where: 'ledger', after: after + n, fault: { do: 'kill' } },
            ],
          },
          { do: 'delete', side: 'target', folder: 'INBOX', at: 0 },
          run,
          { do: 'arrive' },
        ]),
      ),
    )
})

test('whenever its owner deletes a copy while its batch is settled, it is not sent again', async () => {
  for (let after = 5; after <= 28; after += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) =>
        live(PLAIN, [
          { do: 'deliver', folder: 'INBOX', mails: [0, 0, 0], day: 0 },
          {
            do: 'run',
            connections: 1,
            strikes: [
              { where: 'source', after: after + n, fault: { do: 'delete', side: 'target', folder: 'INBOX', at: 0 } },
            ],
          },
          { do: 'deliver', folder: 'INBOX', mails: [0], day: 0 },
        ]),
      ),
    )
})
