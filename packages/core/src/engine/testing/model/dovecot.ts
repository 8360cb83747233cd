import { dovecotRun } from './dovecot-run.ts'
import { type DovecotLab, DovecotWorld } from './dovecot-world.ts'
import type { World } from './model.ts'
import type { Manners } from './steps.ts'

/** A history's world on these servers. */
export function dovecotWorld(lab: DovecotLab, manners: Manners): World {
  const world = new DovecotWorld(lab, manners)
  return {
    manners,
    history: world.history,
    keys: world.keys,
    db: lab.db.kysely,
    source: `${world.user}@127.0.0.1:${lab.traps.source.port}`,
    act: (act) => world.act(act),
    standing: (side) => world.standing(side),
    onItsWay: () => world.held.length > 0,
    arrive: () => world.arrive(),
    run: (options) => dovecotRun(world, options),
  }
}
