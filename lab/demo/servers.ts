import { type Dovecot, startDovecot } from '../dovecot.ts'
import { writeMaildir } from '../maildir.ts'
import { type Proxy, startProxy } from '../proxy.ts'
import { demoLetters, foldersOf } from './letters.ts'
import { addressOf, COPIED, newAddressOf, newPassword, oldPassword, PLANTED, ROSTER } from './roster.ts'

/** The new service takes no larger message. */
const LARGEST_MESSAGE = 5_000_000
/** Room in each new mailbox. */
const ROOM = 1_000_000_000
/** What the full one has of the room that it needs. */
const TOO_LITTLE = 0.6

/** The old and the new home, with mail in the old one. */
export interface DemoServers extends AsyncDisposable {
  readonly old: Dovecot
  readonly home: Dovecot
  /** Between Caravan and the old home. */
  readonly line: Proxy
  readonly messages: number
  readonly bytes: number
  /** The new service's administrator gives the full mailbox as much room as the others have. */
  giveRoom(): Promise<void>
}

/**
 * Starts both services and fills the old one.
 * @param volume 1: the whole company; 0.1: a tenth of its mail
 * @param bytesPerSecond of each connection to the old home; undefined: as fast as it goes
 */
export async function startServers(volume: number, bytesPerSecond: number | undefined): Promise<DemoServers> {
  const full = addressOf({ local: PLANTED.full })
  const stack = new AsyncDisposableStack()
  try {
    const old = stack.use(
      await startDovecot({
        name: 'demo-old',
        users: Object.fromEntries(ROSTER.map((one) => [addressOf(one), oldPassword(one)])),
      }),
    )
    const sizes = fill(old, volume)
    const home = stack.use(
      await startDovecot({
        name: 'demo-new',
        users: Object.fromEntries(COPIED.map((one) => [newAddressOf(one), newPassword(one)])),
        quotaBytes: ROOM,
        rooms: { [full]: Math.round((sizes.get(full)?.bytes ?? 0) * TOO_LITTLE) },
        maxMailSize: LARGEST_MESSAGE,
      }),
    )
    const line = stack.use(await startProxy(old.port, bytesPerSecond === undefined ? {} : { bytesPerSecond }))
    const running = stack.move()
    return {
      ...{ old, home, line },
      messages: sumOf(sizes, 'messages'),
      bytes: sumOf(sizes, 'bytes'),
      giveRoom: () => home.giveRooms({}),
      [Symbol.asyncDispose]: () => running.disposeAsync(),
    }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

type Sizes = ReadonlyMap<string, { readonly messages: number; readonly bytes: number }>

/** Puts everybody's letters into the old home; how much that is. They are many: nothing keeps them after that. */
function fill(old: Dovecot, volume: number): Sizes {
  const sizes = new Map<string, { messages: number; bytes: number }>()
  for (const [address, letters] of demoLetters(volume)) {
    for (const folder of foldersOf(letters))
      writeMaildir(
        old.mailDir(address),
        folder,
        letters.filter((letter) => letter.folder === folder),
      )
    const bytes = letters.reduce((sum, { raw }) => sum + raw.length, 0)
    sizes.set(address, { messages: letters.length, bytes })
  }
  return sizes
}

const sumOf = (sizes: Sizes, what: 'messages' | 'bytes'): number =>
  [...sizes.values()].reduce((sum, one) => sum + one[what], 0)
