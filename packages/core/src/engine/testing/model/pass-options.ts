import { ImapEndpoint } from '../../../services/imap/endpoint.ts'
import type { LedgerDb } from '../../../store/index.ts'
import type { PassOptions } from '../../index.ts'
import { EVERYTHING } from '../../plan/rules.ts'

/** What a pass between two lab servers needs to know; goes to another process as text. */
export interface ImapPass {
  readonly url: string
  readonly user: string
  readonly ports: { readonly source: number; readonly target: number }
  readonly keepRefused: string
  readonly connections: number
  readonly accept: PassOptions['accept']
  readonly leaseMs: number
  readonly deleteGone: boolean
  /** The question to the ledger before which the process kills itself. */
  readonly killAt: number | undefined
}

export const endpointAt = (port: number, user: string): ImapEndpoint =>
  new ImapEndpoint({
    host: '127.0.0.1',
    port,
    tls: 'none',
    user,
    credentials: { kind: 'password', user, password: 'pw' },
  })

export const passOptions = (pass: ImapPass, db: LedgerDb): PassOptions => ({
  db,
  source: endpointAt(pass.ports.source, pass.user),
  target: endpointAt(pass.ports.target, pass.user),
  rules: EVERYTHING,
  verify: 'content',
  connections: pass.connections,
  dryRun: false,
  keepRefused: pass.keepRefused,
  accept: pass.accept,
  deleteGone: pass.deleteGone ? 'share' : undefined,
  retry: { attempts: 3, firstPauseMs: 50 },
  leaseMs: pass.leaseMs,
})
