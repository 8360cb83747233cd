import { join } from 'node:path'
import { CaravanError } from '../../model/errors.ts'
import { defaultDataFolder } from '../launcher/index.ts'
import type { LedgerDb } from '../ledger/handle.ts'
import { countLost } from './credentials.ts'
import { codeOf, makeKeyFile, readKeyFile } from './key-file.ts'
import { Keyring, parseMasterKeys } from './master-key.ts'
import { currentKeyId, differs, makeCurrent, sealingKeyOf } from './registry.ts'

export interface VaultOptions {
  /** Where the key is made at the first start, and looked for later. */
  dataDir?: string | undefined
  /** CARAVAN_MASTER_KEY_FILE and CARAVAN_MASTER_KEY are read from it. */
  env?: Readonly<Record<string, string | undefined>>
  /**
   * What an administrator says when the key is lost for good: go on with the key that is there, or with a new one.
   * Credentials under the lost one stay unreadable until they are asked for again.
   */
  replaceLostKey?: boolean
  /** Keys that open too, beside those that are found: of a change of key that was begun and not ended. */
  further?: Keyring
}

export interface Vault {
  readonly keys: Keyring
  /** Set where a key was made just now; to be shown once, to whoever starts the program. */
  readonly made: { readonly file: string; readonly notice: string } | undefined
  /** Credentials that no key of this process opens. They have to be asked for again. */
  readonly lost: number
}

/**
 * Gets the master keys: of CARAVAN_MASTER_KEY_FILE, else of CARAVAN_MASTER_KEY, else of `master.key` in the data
 * folder, which is made where this database has sealed nothing yet.
 *
 * Errors: those of `readKeyFile` and `makeKeyFile`; `master-key-invalid`; `master-key-missing` where the database has
 * credentials and this machine no key at all; `master-key-differs` where it has another key than the one that seals.
 */
export async function openVault(db: LedgerDb, options: VaultOptions = {}): Promise<Vault> {
  const env = options.env ?? process.env
  const { keys: found, made } = await findKeys(db, env, options)
  const keys = options.further === undefined ? found : new Keyring(found.first, ...found.all, ...options.further.all)
  await db.transaction().execute(async (trx) => {
    const current = await currentKeyId(trx)
    if (current === undefined || keys.find(current)) await sealingKeyOf(trx, keys)
    else if (options.replaceLostKey) await makeCurrent(trx, keys.first)
    else throw differs(current, keys)
  })
  return { keys, made, lost: await countLost(db, keys) }
}

async function findKeys(
  db: LedgerDb,
  env: Readonly<Record<string, string | undefined>>,
  { dataDir, replaceLostKey }: VaultOptions,
): Promise<Pick<Vault, 'keys' | 'made'>> {
  const named = env['CARAVAN_MASTER_KEY_FILE']
  if (named) return { keys: await readKeyFile(named), made: undefined }
  const given = env['CARAVAN_MASTER_KEY']
  if (given) return { keys: parseMasterKeys(given, 'CARAVAN_MASTER_KEY'), made: undefined }
  const file = join(dataDir ?? defaultDataFolder(), 'master.key')
  const there = await readKeyFile(file).catch(unlessAbsent)
  if (there) return { keys: there, made: undefined }
  const current = await currentKeyId(db)
  if (current !== undefined && !replaceLostKey) throw missing(current, file)
  const { keys, made } = await makeKeyFile(file)
  return { keys, made: made ? { file, notice: noticeOf(file) } : undefined }
}

function unlessAbsent(error: unknown): undefined {
  if (error instanceof CaravanError && codeOf(error.cause) === 'ENOENT') return undefined
  throw error
}

const noticeOf = (file: string) =>
  `A master key was made: ${file}
It opens the passwords and tokens that are stored from now on, and no backup holds it. Keep a copy of this file apart
from the database and its backups. Without it every credential has to be asked for again; nothing else is lost.`

const missing = (current: string, file: string) =>
  new CaravanError(
    'master-key-missing',
    `The credentials of this database are sealed under the master key ${current}, and there is none on this machine (${file}).`,
    'Name a copy of the key file in CARAVAN_MASTER_KEY_FILE. If it is lost for good, start once with a new key: the credentials have to be asked for again.',
  )
