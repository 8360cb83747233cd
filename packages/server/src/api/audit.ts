import type { LedgerDb } from '@caravan/core/store'
import type { Actor, Employee } from './caller.ts'

/** One line of the audit log. */
export interface AuditLine {
  /** Null: the host's own. */
  readonly organisation: string | null
  readonly action: string
  readonly subject?: { readonly kind: string; readonly id: string | null } | undefined
  readonly before?: unknown
  readonly after?: unknown
  readonly reason?: string | undefined
}

/** Writes who did what, in the transaction that does it: what was not done is not in the log, and nothing is done without. */
export async function audit(trx: LedgerDb, actor: Actor | Employee | 'system', line: AuditLine): Promise<void> {
  const { kind, id, name } = actor === 'system' ? { kind: 'system' as const, id: null, name: 'Caravan' } : actor
  await trx
    .insertInto('audit_log')
    .values({
      organisation_id: line.organisation,
      actor_kind: kind,
      actor_id: id,
      actor_name: name,
      action: line.action,
      subject_kind: line.subject?.kind ?? null,
      subject_id: line.subject?.id ?? null,
      before: line.before === undefined ? null : JSON.stringify(line.before),
      after: line.after === undefined ? null : JSON.stringify(line.after),
      reason: line.reason ?? null,
    })
    .execute()
}
