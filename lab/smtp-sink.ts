import { chown, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { asAccount, labAccount } from './account.ts'
import { LabError } from './command.ts'
import { greeting } from './greeting.ts'
import { startOwned } from './owned.ts'
import { besideEnv, libraryFolder, unpackPostfix } from './packages.ts'
import { freePort } from './port.ts'
import { makeState, removeState } from './state.ts'

export interface SmtpSinkOptions {
  /** Further options of smtp-sink(1): `-r RCPT` refuses every recipient for a time, `-f RCPT` for good. */
  args?: readonly string[]
}

export interface SmtpSink extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  /** The letters it took, whole, with `X-Rcpt-Args` and the like before them. */
  letters: () => Promise<string[]>
  stop: () => Promise<void>
}

const START_MS = 20_000

/** Starts Postfix's own test server, smtp-sink, on loopback: real SMTP without TLS and sign-in, and no queue. */
export async function startSmtpSink({ args = [] }: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const [root, account] = await Promise.all([unpackPostfix(), labAccount()])
  const state = await makeState('smtp-sink')
  const letters = join(state, 'letters')
  await mkdir(letters)
  await chown(letters, account.uid, account.gid)
  const port = await freePort()
  const argv = [join(root, 'usr/sbin/smtp-sink'), ...args, '-d', `${letters}/%s.`, `127.0.0.1:${port}`, '20']
  const libraries = [join(root, 'usr/lib/postfix'), libraryFolder(root)]
  const server = await startOwned(asAccount(account, argv), join(state, 'output'), besideEnv(libraries))
  const stop = async (): Promise<void> => {
    await server.stop()
    await removeState(state)
  }
  const deadline = performance.now() + START_MS
  while ((await greeting(port)) === undefined) {
    const end = server.ended() ?? (performance.now() > deadline ? `silent for ${START_MS} ms` : undefined)
    if (end !== undefined) {
      const words = await readFile(join(state, 'output'), 'utf8')
      await stop()
      throw new LabError(`smtp-sink did not start (${end}):\n${words}`)
    }
    await sleep(10)
  }
  return {
    host: '127.0.0.1',
    port,
    letters: async () =>
      (await Promise.all((await readdir(letters)).map((file) => readFile(join(letters, file), 'utf8')))).filter(
        (text) => text.includes('\nX-Rcpt-Args'),
      ),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
