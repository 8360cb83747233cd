import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LabError } from './command.ts'
import { unpack } from './unpack.ts'

/** A mailbox on a server of the lab, whose password is `pw`. */
export interface MbsyncSide {
  readonly port: number
  readonly user: string
}

/**
 * Copies a mailbox with Debian's isync, the peer that speeds are measured against and that tests let fill a target
 * beforehand. Resolves with the seconds the program ran. Throws `LabError` with its words where it fails.
 */
export async function runMbsync(from: MbsyncSide, to: MbsyncSide): Promise<number> {
  const root = await unpack({ title: 'isync', packages: ['isync'] })
  const folder = await mkdtemp(join(tmpdir(), 'caravan-mbsync-'))
  try {
    const file = join(folder, 'rc')
    await writeFile(file, configuration(from, to, folder))
    const libraries = ['usr/lib/x86_64-linux-gnu', 'usr/lib/aarch64-linux-gnu']
      .map((path) => join(root, path))
      .join(':')
    const began = performance.now()
    const child = spawn(join(root, 'usr/bin/mbsync'), ['-c', file, '-q', 'c'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LD_LIBRARY_PATH: libraries },
    })
    const words: Buffer[] = []
    child.stderr.on('data', (chunk: Buffer) => words.push(chunk))
    const [status] = (await once(child, 'close')) as [number | null]
    const seconds = (performance.now() - began) / 1000
    if (status !== 0)
      throw new LabError(`mbsync ended with ${status ?? 'a signal'}: ${Buffer.concat(words).toString()}`)
    return seconds
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** As fast as it goes: everything in one pull, arrival dates kept. */
const configuration = (from: MbsyncSide, to: MbsyncSide, folder: string): string => `${store('s', from)}
${store('d', to)}
Channel c
Far :s:
Near :d:
Patterns *
Create Near
Sync Pull
CopyArrivalDate yes
SyncState ${folder}/
`

const store = (name: string, { port, user }: MbsyncSide): string => `IMAPStore ${name}
Host 127.0.0.1
Port ${port}
User ${user}
Pass pw
SSLType None
AuthMechs LOGIN
`
