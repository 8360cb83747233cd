import type { Database } from '../../../store/index.ts'
import { OnItsWay, run } from './memory-run.ts'
import { MemoryWorld } from './memory-world.ts'
import type { World } from './model.ts'
import type { Manners } from './steps.ts'

/** A world in memory, with a ledger of its own in this database. */
export function memoryWorld(db: Database, keepRefused: string, manners: Manners): World {
  const world = new MemoryWorld(manners)
  const onItsWay = new OnItsWay(world)
  return {
    manners,
    history: world.history,
    keys: world.keys,
    db: db.kysely,
    source: world.source.identity,
    act: (act) => world.act(act),
    standing: (side) => world.standing(side),
    onItsWay: () => onItsWay.any,
    arrive: () => onItsWay.arrive(),
    run: (options) => run(db, world, onItsWay, keepRefused, options),
  }
}
