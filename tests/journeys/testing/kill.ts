import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { compareMailboxes, type Dovecot, Random } from '@caravan/lab'
import { expect } from 'vitest'
import { copy, dataFolder } from './caravan.ts'
import { between, mailbox } from './mail-server.ts'

const PROGRAM = fileURLToPath(new URL('../../../packages/server/bin/caravan.mjs', import.meta.url))

/**
 * Kills the command with SIGKILL at random moments of its life, each time followed by a run that must end green with
 * every message there once. How long a life is, is measured first, so that the moments fall into it on any machine.
 */
export async function killAtRandomMoments(
  source: Dovecot,
  target: Dovecot,
  user: string,
  kills: number,
): Promise<void> {
  const seed = process.env['CARAVAN_SEED'] ?? String(Date.now())
  console.log(`CARAVAN_SEED=${seed}`)
  const random = new Random(seed)
  const began = performance.now()
  await copy(0, between(source, user, target, `${user}-whole`))
  let life = performance.now() - began
  let struck = 0
  for (let kill = 0; kill < kills; kill++) {
    const at = `${user}-${kill}`
    const child = spawn(process.execPath, [PROGRAM, 'copy', ...between(source, user, target, at)], {
      env: { ...process.env, DATABASE_URL: '', CARAVAN_DATA: dataFolder() },
      stdio: 'ignore',
    })
    const born = performance.now()
    const ended = once(child, 'exit')
    await Promise.race([sleep(random.next() * life), ended])
    // The first life was longer: it started the database.
    if (child.kill('SIGKILL')) struck++
    else life = Math.min(life, performance.now() - born)
    await ended
    const report = await copy(0, between(source, user, target, at))
    expect(report.messages.source).toBe(report.messages.copied + report.messages.present)
    const compared = await compareMailboxes(mailbox(source, user), mailbox(target, at), { normalised: true })
    expect(compared, `kill ${kill} of seed ${seed}`).toMatchObject({
      missing: 0,
      extra: 0,
      flagsChanged: 0,
      dateChanged: 0,
    })
    // A hundred copies of a mailbox would fill the disk.
    rmSync(target.mailDir(at), { recursive: true })
  }
  console.log(`${kills} kills, ${struck} while the command ran: 0 lost, 0 doubled, 0 changed`)
  expect(struck).toBeGreaterThan(0)
}
