import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@caravan/lab'
import { expect, it } from 'vitest'
import { caravan, dataFolder } from './testing/caravan.ts'

const postmaster = () => existsSync(join(dataFolder(), 'postgresql/data/postmaster.pid'))

it('a server that is stopped in the middle of its start ends in order, and its database with it', async () => {
  const port = await freePort()
  const ran = await caravan(['serve', '--port', String(port)], {
    env: { CARAVAN_LOG: 'silent' },
    onStart: (signal) => {
      // It answers before its workers have begun: whoever waits for that may stop it there.
      const whenItAnswers = async () => {
        while (
          !(await fetch(`http://127.0.0.1:${port}/api/health`).then(
            ({ ok }) => ok,
            () => false,
          ))
        )
          await sleep(5)
        signal('SIGTERM')
      }
      void whenItAnswers()
    },
  })
  expect(ran.status, ran.stderr).toBe(0)
  expect(ran.stderr).toContain('Stopping')
  expect(postmaster()).toBe(false)
})
