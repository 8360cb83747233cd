/**
 * `npm run demo`: two real mail servers on this machine, a sample company's mailboxes on the first, and the command
 * that moves them to the second. Everything stands in temporary folders and is gone afterwards.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startDovecot } from './dovecot.ts'
import { writeSample } from './sample.ts'

const CARAVAN = fileURLToPath(new URL('../packages/server/bin/caravan.mjs', import.meta.url))
const data = await mkdtemp(join(tmpdir(), 'caravan-demo-'))
await using oldHome = await startDovecot({ name: 'old' })
await using newHome = await startDovecot({ name: 'new' })

const { name, mailboxes } = writeSample((user) => oldHome.mailDir(user))
say(
  `${name} moves: ${mailboxes.length} mailboxes, from one Dovecot (port ${oldHome.port}) to another (port ${newHome.port}).`,
)

let worst = 0
try {
  for (const { address } of mailboxes) {
    const user = encodeURIComponent(address)
    worst = Math.max(
      worst,
      await caravan(`imap://${user}@127.0.0.1:${oldHome.port}`, `imap://${user}@127.0.0.1:${newHome.port}`),
    )
  }
  if (worst === 0) say('Every mailbox is green. The same again copies nothing, since everything is there:')
  const [first] = mailboxes
  const user = encodeURIComponent(first?.address ?? '')
  worst = Math.max(
    worst,
    await caravan(`imap://${user}@127.0.0.1:${oldHome.port}`, `imap://${user}@127.0.0.1:${newHome.port}`),
  )
} finally {
  await rm(data, { recursive: true, force: true })
}
process.exitCode = worst

/** Runs the command as a person would, with its output here; the passwords come from the environment. */
async function caravan(from: string, to: string): Promise<number> {
  say(`$ ./caravan copy --from ${from} --to ${to}`)
  const child = spawn(process.execPath, [CARAVAN, 'copy', '--from', from, '--to', to], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      CARAVAN_DATA: data,
      DATABASE_URL: '',
      CARAVAN_FROM_PASSWORD: 'pw',
      CARAVAN_TO_PASSWORD: 'pw',
    },
  })
  const [status] = (await once(child, 'exit')) as [number | null]
  return status ?? 1
}

function say(text: string): void {
  console.log(`\n${text}\n`)
}
