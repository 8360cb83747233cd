import { flagList, type SequenceSet, setArgument } from '../arguments.ts'
import type { Session } from '../session.ts'

export type StoreMode = 'set' | 'add' | 'remove'

export interface StoreOptions {
  /** The set holds UIDs; the default. */
  uid?: boolean | undefined
  /** The server need not repeat the flags; the default. */
  silent?: boolean | undefined
}

const signs: Readonly<Record<StoreMode, string>> = { set: '', add: '+', remove: '-' }

/** STORE and UID STORE (RFC 3501 §6.4.6). Flags that the server repeats go to onUnsolicited. */
export async function store(
  connection: Session,
  set: SequenceSet,
  mode: StoreMode,
  flags: readonly string[],
  options: StoreOptions,
): Promise<void> {
  const name = options.uid === false ? 'STORE' : 'UID STORE'
  const item = `${signs[mode]}FLAGS${options.silent === false ? '' : '.SILENT'}`
  await connection.run({ name, parts: [`${name} ${setArgument(set)} ${item} ${flagList(flags)}`] })
}
