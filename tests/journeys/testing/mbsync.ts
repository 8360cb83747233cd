import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unpack } from '@caravan/lab'
import { PASSWORD, type Server } from './mail-server.ts'
import { temporaryFolder } from './temporary.ts'

interface Place {
  readonly server: Server
  readonly user: string
}

const store = (name: string, { server, user }: Place): string => `IMAPStore ${name}
Host 127.0.0.1
Port ${server.port}
User ${user}
Pass "${PASSWORD}"
SSLType None
AuthMechs LOGIN
`

/** Copies a mailbox with Debian's mbsync, unpacked beside the system as the lab's servers are. */
export async function mbsync(from: Place, to: Place): Promise<void> {
  const root = await unpack({ title: 'isync', packages: ['isync'] })
  const folder = temporaryFolder('mbsync')
  const configuration = `${store('from', from)}
${store('to', to)}
Channel move
Far :from:
Near :to:
Patterns *
Create Near
Sync Pull
CopyArrivalDate yes
SyncState ${folder}/
`
  writeFileSync(join(folder, 'mbsyncrc'), configuration, { mode: 0o600 })
  const architecture = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch as string] ?? ''
  const libraries = join(root, 'usr/lib', architecture)
  const command = ['-c', join(folder, 'mbsyncrc'), 'move']
  await promisify(execFile)(join(root, 'usr/bin/mbsync'), command, {
    env: { ...process.env, LD_LIBRARY_PATH: libraries, HOME: folder },
  })
}
