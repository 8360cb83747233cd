import { type ConnectOptions, connect, type ImapConnection } from '@caravan/imap'
import type { HostGuard } from '../../guard/index.ts'
import { CaravanError } from '../../model/errors.ts'
import { ServiceError } from '../port.ts'

/**
 * Connects to where the guard says that the host is, and nowhere else; the certificate must bear the name. Without a
 * guard the system finds the host.
 *
 * @throws ServiceError where the guard refuses the host or cannot find it, else as `connect`
 */
export async function reach(options: ConnectOptions, guard: HostGuard | undefined): Promise<ImapConnection> {
  if (guard === undefined) return connect(options)
  const { name, lookup } = await guard.resolve(options.host).catch((error: unknown) => {
    if (!(error instanceof CaravanError)) throw error
    // Only a name server that failed may do better the next time.
    const scope = error.code === 'lookup-failed' ? 'session' : 'service'
    throw new ServiceError(scope, error.code, error.message, error.remedy, { cause: error })
  })
  return connect({ ...options, host: name, lookup })
}

/** Whose certificates count: of the authorities that are told, or anybody's where a person has let that pass. */
export const trusting = (account: {
  readonly ca?: string | undefined
  readonly unverified?: boolean | undefined
}): Pick<ConnectOptions, 'ca' | 'rejectUnauthorized'> => ({
  ca: account.ca,
  ...(account.unverified === true && { rejectUnauthorized: false }),
})
