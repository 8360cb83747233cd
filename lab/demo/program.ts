import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Secret } from '@caravan/core/model'
import { newDemoPath, newDemoSecret } from '@caravan/server/demo'
import { LabError } from '../command.ts'
import { startOwned } from '../owned.ts'
import { freePort } from '../port.ts'
import { makeState, removeState } from '../state.ts'

const PROGRAM = fileURLToPath(new URL('../../packages/server/bin/caravan.mjs', import.meta.url))
const START_MS = 180_000
/** It lets what is under way end; its database closes after that. */
const GRACE_MS = 60_000

/** `caravan serve` as a program, with a data folder and a database of its own. */
export interface DemoProgram extends AsyncDisposable {
  readonly url: string
  /** The token that makes the first owner. */
  readonly beginToken: string
  /** A new address that lets whoever opens it first in as the owner. */
  signInLink(): string
}

export async function startProgram(): Promise<DemoProgram> {
  const state = await makeState('demo')
  const log = join(state, 'serve.log')
  const url = `http://127.0.0.1:${await freePort()}`
  const secret = new Secret(newDemoSecret())
  const argv = [PROGRAM, 'serve', '--host', '127.0.0.1', '--port', new URL(url).port, '--data', join(state, 'data')]
  const server = await startOwned([process.execPath, ...argv], log, {
    ...withoutCaravan(process.env),
    CARAVAN_DEMO: secret.reveal(),
    CARAVAN_ALLOW_HOSTS: '127.0.0.1',
  })
  const stop = async (): Promise<void> => {
    await server.stop(GRACE_MS)
    await removeState(state)
  }
  const said = (): string => readFileSync(log, 'utf8')
  const deadline = performance.now() + START_MS
  while (performance.now() < deadline) {
    const beginToken = /\/begin#(\S+)/.exec(said())?.[1]
    if (beginToken !== undefined)
      return {
        ...{ url, beginToken },
        signInLink: () => `${url}${newDemoPath(secret)}`,
        [Symbol.asyncDispose]: stop,
      }
    if (server.ended() !== undefined) break
    await sleep(50)
  }
  const words = said()
  await stop()
  throw new LabError(`Caravan did not start (${server.ended() ?? `silent for ${START_MS} ms`}):\n${words}`)
}

/** What somebody has set for a Caravan of their own is not the demo's. */
const withoutCaravan = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('CARAVAN_') && name !== 'DATABASE_URL'))
