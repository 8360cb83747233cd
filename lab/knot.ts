import { Resolver } from 'node:dns/promises'
import { existsSync, readFileSync } from 'node:fs'
import { chown, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { asAccount, labAccount } from './account.ts'
import { LabError } from './command.ts'
import { type OwnedProcess, startOwned } from './owned.ts'
import { besideEnv, libraryFolder, unpackKnot } from './packages.ts'
import { freePort } from './port.ts'
import { makeState, removeState } from './state.ts'

export interface KnotOptions {
  /** Shows in its folder's name. */
  name?: string
  /** Records by zone, in zone-file lines relative to it: `@ MX 10 mx`. SOA and NS are put before them. */
  zones: Readonly<Record<string, readonly string[]>>
}

export interface Knot extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  /** Ends it and removes its zones. */
  stop: () => Promise<void>
}

const START_MS = 20_000
const TRIES = 5

/** Starts a real name server on loopback (UDP and TCP) that knows these zones and nothing else. */
export async function startKnot({ name = 'knot', zones }: KnotOptions): Promise<Knot> {
  const [root, account] = await Promise.all([unpackKnot(), labAccount()])
  const state = await makeState(name)
  const work = join(state, 'work')
  await mkdir(work)
  for (const [zone, records] of Object.entries(zones))
    await writeFile(join(work, `${zone}.zone`), zoneText(zone, records))
  await chown(work, account.uid, account.gid)
  const [zone = ''] = Object.keys(zones)
  const log = join(state, 'output')
  for (let tries = 1; ; tries++) {
    const port = await freePort()
    const conf = join(state, 'knot.conf')
    await writeFile(conf, configuration(work, port, Object.keys(zones)))
    const argv = asAccount(account, [join(root, 'usr/sbin/knotd'), '-c', conf])
    const server = await startOwned(argv, log, besideEnv([libraryFolder(root)]))
    const problem = await ready(server, port, zone)
    if (problem === undefined) {
      const stop = async (): Promise<void> => {
        await server.stop()
        await removeState(state)
      }
      return { host: '127.0.0.1', port, stop, [Symbol.asyncDispose]: stop }
    }
    await server.stop()
    const words = existsSync(log) ? readFileSync(log, 'utf8') : ''
    // Somebody else may have taken the port meanwhile.
    if (tries < TRIES && words.includes('address already in use')) continue
    await removeState(state)
    throw new LabError(`Knot did not start (${problem}):\n${words}`)
  }
}

const zoneText = (zone: string, records: readonly string[]): string =>
  [
    `$ORIGIN ${zone}.`,
    '$TTL 60',
    '@ SOA ns hostmaster 1 3600 600 86400 60',
    '@ NS ns',
    'ns A 127.0.0.1',
    ...records,
    '',
  ].join('\n')

const configuration = (work: string, port: number, zones: readonly string[]): string => `server:
  listen: 127.0.0.1@${port}
  rundir: ${work}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
log:
  - target: stderr
    any: info
database:
  storage: ${work}
zone:
${zones.map((zone) => `  - domain: ${zone}\n    storage: ${work}\n    file: ${zone}.zone\n`).join('')}`

/** Waits until it answers for a zone; gives back what is wrong, if anything. */
async function ready(server: OwnedProcess, port: number, zone: string): Promise<string | undefined> {
  const resolver = new Resolver({ timeout: 200, tries: 1 })
  resolver.setServers([`127.0.0.1:${port}`])
  const deadline = performance.now() + START_MS
  while (performance.now() < deadline) {
    const end = server.ended()
    if (end !== undefined) return end
    const answered = await resolver.resolveSoa(zone).then(
      () => true,
      () => false,
    )
    if (answered) return undefined
    await sleep(10)
  }
  return `silent for ${START_MS} ms`
}
