import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { labAccount } from './account.ts'
import { type Certificate, makeCertificate } from './certificate.ts'
import { LabError } from './command.ts'
import { type OwnedProcess, startOwned } from './owned.ts'
import { besideEnv, libraryFolder, unpackNginx } from './packages.ts'
import { freePort } from './port.ts'
import { makeState, removeState } from './state.ts'

/** What a site of nginx has to be told of this machine. */
export interface NginxSite extends Certificate {
  readonly port: number
  readonly tlsPort: number
}

export interface NginxOptions {
  /** Host names in its certificate beside localhost. */
  readonly names?: readonly string[]
  /** The configuration inside of `http { … }`. */
  readonly site: (given: NginxSite) => string
}

export interface Nginx extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly tlsPort: number
  /** The certificate to trust. */
  readonly ca: string
  /** What it says and logs. */
  logText: () => string
  stop: () => Promise<void>
}

const START_MS = 20_000

/** Starts a real nginx on loopback, from its unpacked tree, with a site of yours. */
export async function startNginx({ names = [], site }: NginxOptions): Promise<Nginx> {
  const [root, account] = await Promise.all([unpackNginx(), labAccount()])
  const state = await makeState('nginx')
  const folder = join(state, 'run')
  await mkdir(folder, { mode: 0o777 })
  const certificate = await makeCertificate(state, names)
  const [port, tlsPort] = [await freePort(), await freePort()]
  const conf = join(state, 'nginx.conf')
  await writeFile(conf, wholeConf(state, site({ ...certificate, port, tlsPort })))
  // As root its master reads key and folders, and its workers are the account.
  const rights = process.getuid?.() === 0 ? [`user ${account.name} ${account.group};`] : []
  const argv = [join(root, 'usr/sbin/nginx'), '-p', state, '-e', join(state, 'error.log'), '-c', conf]
  const globals = ['-g', ['daemon off;', ...rights].join(' ')]
  const output = join(state, 'output')
  const server = await startOwned([...argv, ...globals], output, besideEnv([libraryFolder(root)]))
  const logText = (): string =>
    [output, join(state, 'error.log')].map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('')
  const stop = async (): Promise<void> => {
    await server.stop()
    await removeState(state)
  }
  const problem = await ready(server, tlsPort)
  if (problem !== undefined) {
    const words = logText()
    await stop()
    throw new LabError(`nginx did not start (${problem}):\n${words}`)
  }
  return { host: '127.0.0.1', port, tlsPort, ca: certificate.ca, logText, stop, [Symbol.asyncDispose]: stop }
}

/** Everything that it writes stands in its own folder. */
function wholeConf(state: string, site: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `  ${name}_temp_path ${state}/run/${name};`,
  )
  return `worker_processes 1;
pid ${state}/run/pid;
events { worker_connections 256; }
http {
  access_log off;
${temporary.join('\n')}
${site}
}
`
}

async function ready(server: OwnedProcess, port: number): Promise<string | undefined> {
  const deadline = performance.now() + START_MS
  while (!(await answers(port))) {
    const end = server.ended()
    if (end !== undefined) return end
    if (performance.now() > deadline) return `silent for ${START_MS} ms`
    await sleep(10)
  }
  return undefined
}

/** It says nothing before it is asked: that it listens is enough. */
async function answers(port: number): Promise<boolean> {
  const socket = createConnection({ host: '127.0.0.1', port })
  const there = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
  })
  socket.destroy()
  return there
}
