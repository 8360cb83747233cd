import type { Server } from './mail-server.ts'
import { withMailbox } from './reader.ts'

/** The subjects in each folder that has messages, sorted, as another client reads them. */
export const contents = (server: Server, user: string): Promise<Record<string, string[]>> =>
  withMailbox(server, user, async (flow) => {
    const found: Record<string, string[]> = {}
    for (const { path, flags } of await flow.list()) {
      if (flags.has('\\Noselect') || flags.has('\\NonExistent')) continue
      const { exists } = await flow.mailboxOpen(path, { readOnly: true })
      if (exists === 0) continue
      const all = await flow.fetchAll('1:*', { envelope: true })
      found[path] = all.map(({ envelope }) => envelope?.subject ?? '').sort()
    }
    return found
  })
