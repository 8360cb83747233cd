import { chownSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dovecot } from '@caravan/lab'

/** What its words are, which must not be found after a purge. */
export const REFUSED = {
  subject: 'Zirconium ledger for Thursday',
  id: 'zirconium-1@zirconia.example',
  body: 'Zirconbodyword',
}

/** A message that is too large for the target. */
export function plantRefusable(server: Dovecot, user: string): void {
  const folder = join(server.mailDir(user), 'cur')
  const [sibling = ''] = readdirSync(folder)
  const { uid, gid } = statSync(join(folder, sibling))
  const head = [
    `Subject: ${REFUSED.subject}`,
    `Message-ID: <${REFUSED.id}>`,
    'From: a@b.example',
    'Date: Mon, 2 Feb 2026 10:00:00 +0000',
  ]
  const file = join(folder, '1770026400.M1P1.canary:2,S')
  writeFileSync(file, `${head.join('\n')}\n\n${`${REFUSED.body} `.repeat(80_000)}\n`)
  chownSync(file, uid, gid)
}

/** How many files of refused messages lie in a folder. */
export function kept(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
  } catch {
    return 0
  }
}
