import { startTestServer } from '@caravan/server/testing'
import { it, vi } from 'vitest'
import { pictureEmployeePages } from '../journeys/testing/employee-pictures.ts'
import { shot } from './shot.ts'

/** What an employee meets, in this order. */
const STATES = [
  ...['plan', 'access-password', 'access-gmail', 'access-refused', 'progress-copying', 'after-signed-in', 'after-done'],
]

it('takes the pictures of the employee’s page in each language', async () => {
  vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1')
  const running = await startTestServer()
  await pictureEmployeePages(running, STATES, (page, name) => shot(page, name, 2_000)).finally(() => running.stop())
})
