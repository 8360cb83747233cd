// Fetches what the lab runs and the machine lacks; says nothing when all is there. Called by setup/run.mjs: `dovecot`
// alone for the demo, everything for the tests.
import { LabError } from './command.ts'
import { unpackCourier, unpackCyrus, unpackDovecot, unpackKnot, unpackPostfix } from './packages.ts'

try {
  await unpackDovecot()
  if (process.argv[2] !== 'dovecot') {
    await unpackCyrus()
    await unpackCourier()
    await unpackKnot()
    await unpackPostfix()
  }
} catch (cause) {
  if (!(cause instanceof LabError)) throw cause
  process.stderr.write(`${cause.message}\n`)
  process.exitCode = 1
}
