/** One pass in a process of its own, to be killed or stopped: told by its argument, says its report or its error's code. */
import { openDatabase } from '../../../store/index.ts'
import { runPass } from '../../index.ts'
import { Life } from './life.ts'
import { type ImapPass, passOptions } from './pass-options.ts'

const pass = JSON.parse(process.argv[2] ?? '') as ImapPass
const db = await openDatabase({ url: pass.url, connections: 6 })
const life = new Life()
let asked = 0
life.onTick = () => {
  if (++asked === pass.killAt) process.kill(process.pid, 'SIGKILL')
}
try {
  process.stdout.write(JSON.stringify({ report: await runPass(passOptions(pass, life.ledger(db))) }))
} catch (error) {
  process.stdout.write(JSON.stringify({ code: (error as { code?: string }).code ?? String(error) }))
}
await db.close()
