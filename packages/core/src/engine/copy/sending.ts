import type { FolderPair, PassContext } from '../context.ts'

/** What one folder's sending shares between its sessions. */
export interface Sending {
  readonly context: PassContext
  readonly pair: FolderPair
  /** No message sent from now on can get a lower UID at the target. */
  readonly uidFrom: number
  /** Told each message that is known to stand at the target. */
  readonly onCopied: (messages: number, bytes: number) => void
}
