// Fetches what the lab runs and the machine lacks; says nothing when all is there. Called by setup/run.mjs.
import { LabError } from './command.ts'
import { unpackDovecot } from './dovecot-packages.ts'

try {
  await unpackDovecot()
} catch (cause) {
  if (!(cause instanceof LabError)) throw cause
  process.stderr.write(`${cause.message}\n`)
  process.exitCode = 1
}
