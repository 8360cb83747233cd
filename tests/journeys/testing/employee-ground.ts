import { writeMaildir } from '@caravan/lab'
import { beforeAll, vi } from 'vitest'
import { type EmployeeMove, makeEmployeeMove } from './employee-move.ts'
import { letters } from './letters.ts'
import { startMailServer } from './mail-server.ts'
import { type RunningServe, serve } from './serve.ts'
import { temporaryFolder } from './temporary.ts'

/** A company whose employees are asked for access, between two real servers; there once `beforeAll` has run. */
export interface EmployeeGround {
  readonly caravan: RunningServe
  readonly move: EmployeeMove
  /** Somebody with 60 letters in the old mailbox, and the link to their page. */
  readonly somebody: (
    name: string,
    displayName: string,
  ) => Promise<{ readonly mailbox: string; readonly link: string; readonly code: string }>
}

/** Starts it for the tests of a file. */
export function employeeGround(): EmployeeGround {
  const ground: { -readonly [Key in keyof EmployeeGround]?: EmployeeGround[Key] } = {}
  beforeAll(async () => {
    // Every line that the server writes is looked at for the codes of links.
    vi.stubEnv('CARAVAN_LOG', 'debug')
    const [old, home, caravan] = await Promise.all([
      startMailServer({ name: 'employee-old' }),
      startMailServer({ name: 'employee-new' }),
      serve(temporaryFolder('employee')),
    ])
    const move = await makeEmployeeMove(caravan, { old, home, cutOverOn: '2027-02-01' })
    ground.caravan = caravan
    ground.move = move
    ground.somebody = async (name, displayName) => {
      writeMaildir(old.mailDir(`${name}@kestrel.example`), 'INBOX', letters(50, name))
      writeMaildir(old.mailDir(`${name}@kestrel.example`), 'Sent', letters(10, `${name}-sent`))
      const mailbox = await move.add(`${name}@kestrel.example`, `${name}@bay.example`, displayName)
      const link = await move.link(mailbox)
      return { mailbox, link, code: link.split('#')[1] ?? '' }
    }
    return async () => {
      await caravan.stop()
      vi.unstubAllEnvs()
    }
  }, 120_000)
  return ground as EmployeeGround
}
