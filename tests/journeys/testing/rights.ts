import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dovecot } from '@caravan/lab'
import { startMailServer } from './mail-server.ts'
import { temporaryFolder } from './temporary.ts'

/** A Dovecot in which the owner of a mailbox may do with a folder only what is said last; everything at first. */
export async function startWithRights(name: string): Promise<[Dovecot, (folder: string, rights: string) => void]> {
  const file = join(temporaryFolder('rights'), 'rights')
  writeFileSync(file, '# Nothing is forbidden.\n')
  const acl = `mail_plugins = $mail_plugins acl\nplugin {\n  acl = vfile:${file}:cache_secs=0\n}\n`
  const server = await startMailServer({ name, extraConf: acl })
  return [server, (folder, rights) => writeFileSync(file, `${folder} owner ${rights}\n`)]
}

/** RFC 4314 §2.1 */
export const RIGHTS = { all: 'lrwstipekxa', see: 'l', read: 'lr' }
