import { type Caught, type Dovecot, encodeMailboxName, startTrap, type Trap } from '@caravan/lab'
import type { Database } from '../../../store/index.ts'
import { DovecotOwner } from './dovecot-owner.ts'
import { History } from './history.ts'
import { mailOf } from './mail.ts'
import type { Standing } from './standing.ts'
import type { Act, Manners, Side } from './steps.ts'

/** Two Dovecots, each behind a proxy that stops commands: what many histories share, each with users of its own. */
export interface DovecotLab {
  readonly db: Database
  readonly url: string
  readonly keepRefused: string
  readonly servers: Readonly<Record<Side, Dovecot>>
  readonly traps: Readonly<Record<Side, Trap>>
  readonly leaseMs: number
}

/** @param target offers what the manners of its histories say */
export async function dovecotLab(
  given: Pick<DovecotLab, 'db' | 'url' | 'keepRefused' | 'servers'>,
): Promise<DovecotLab & AsyncDisposable> {
  const traps = {
    source: await startTrap(given.servers.source.port),
    target: await startTrap(given.servers.target.port),
  }
  return {
    ...given,
    traps,
    leaseMs: 2_000,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([traps.source.stop(), traps.target.stop()])
    },
  }
}

let made = 0

/** Two mailboxes on these servers, their owners, and the history of what these did. */
export class DovecotWorld {
  readonly lab: DovecotLab
  readonly user: string
  readonly manners: Manners
  readonly history = new History()
  readonly keys = new Set<string>()
  /** Appends that the server has not seen, and whose client is gone. */
  readonly held: Caught[] = []
  readonly #owners: Readonly<Record<Side, DovecotOwner>>
  /** A pass has run: what is taken from the source from now on may have been copied. */
  ran = false

  constructor(lab: DovecotLab, manners: Manners) {
    this.lab = lab
    this.manners = manners
    this.user = `u${++made}-${process.pid}`
    this.#owners = {
      source: new DovecotOwner(lab.servers.source, this.user),
      target: new DovecotOwner(lab.servers.target, this.user),
    }
  }

  standing(side: Side): Promise<Standing[]> {
    return this.#owners[side].standing()
  }

  async arrive(): Promise<boolean> {
    const held = this.held.splice(0)
    for (const caught of held) {
      caught.release()
      await caught.answered
    }
    return held.length > 0
  }

  async act(act: Act): Promise<void> {
    if (act.do === 'deliver') {
      for (const mail of act.mails) await this.#put('source', act.folder, String(mail), act.day)
    } else if (act.do === 'foreign') {
      await this.#put('target', act.folder, String(act.mail), act.day)
      this.history.broughtByOthers(String(act.mail))
    } else if (act.do === 'rename') await this.#rename(act.side, act.folder, act.to)
    else if (act.do === 'renumber') {
      if (await this.#owners[act.side].renumber(act.folder))
        this.history.renumbered(act.side, encodeMailboxName(act.folder))
    } else await this.#touch(act)
  }

  async #put(side: Side, folder: string, key: string, day: number): Promise<void> {
    this.keys.add(key)
    await this.#owners[side].deliver(folder, mailOf(key), 1_700_000_000 + (Number(key) % 3) + 86_400 * day)
  }

  async #touch(act: Extract<Act, { do: 'flag' | 'move' | 'delete' }>): Promise<void> {
    const owner = this.#owners[act.side]
    const name = encodeMailboxName(act.folder)
    const there = (await owner.standing()).filter((one) => one.folder === name)
    const message = there[act.at % Math.max(1, there.length)]
    if (message === undefined) return
    if (act.do === 'flag') {
      await owner.toggle(act.folder, message, act.flag)
      if (act.side === 'target') this.history.touched.add(message.key)
      return
    }
    if (act.do === 'move' && act.to === act.folder) return
    await this.#noteTaken(act.side, act.do, message.key, name)
    if (act.do === 'move') await owner.move(act.folder, message.uid, act.to)
    else await owner.delete(act.folder, message.uid)
  }

  async #noteTaken(side: Side, how: 'move' | 'delete', key: string, folder: string): Promise<void> {
    if (side === 'source') {
      if (this.ran) this.history.sourceTaken(key)
      return
    }
    const [source, target] = [await this.standing('source'), await this.standing('target')]
    if (how === 'move') this.history.targetMoved(key, folder, source, target)
    else this.history.targetDeleted(key, folder, source, target)
  }

  async #rename(side: Side, folder: string, to: string): Promise<void> {
    if (folder === 'INBOX') return
    const name = encodeMailboxName(folder)
    const inside = (await this.standing(side)).filter((one) => one.folder === name)
    if (!(await this.#owners[side].rename(folder, to))) return
    if (side === 'source') this.history.uprooted()
    for (const { key } of inside) await this.#noteTaken(side, 'move', key, name)
  }
}
