import type { SpecialUse } from '../model/index.ts'
import type { Endpoint, ListedFolder } from '../services/port.ts'
import { titleOf } from './inventory/folders.ts'
import { LISTING_SLICE } from './inventory/slices.ts'

/** What one folder holds. Dates are arrival dates in seconds since 1970. */
export interface FolderSurvey {
  readonly folder: string
  readonly specialUse: SpecialUse | null
  readonly subscribed: boolean
  readonly messages: number
  readonly bytes: number
  readonly largest: number
  readonly oldest: number | null
  readonly newest: number | null
}

/** INBOX stands first. */
const rank = (folder: ListedFolder): number => (folder.specialUse === 'inbox' ? 0 : 1)

/**
 * Reads what a mailbox holds, folder by folder; changes nothing, keeps nothing.
 * @param onFolder told each folder when it is known
 */
export async function surveyMailbox(
  endpoint: Endpoint,
  wanted: (path: readonly string[]) => boolean,
  onFolder: (survey: FolderSurvey) => void,
): Promise<void> {
  const session = await endpoint.connect()
  try {
    const folders = [...(await session.folders())].sort(
      (a, b) => rank(a) - rank(b) || (titleOf(a) < titleOf(b) ? -1 : 1),
    )
    for (const folder of folders) {
      if (!folder.selectable || !wanted(folder.path)) continue
      await session.open(folder.name, 'read')
      let messages = 0
      let bytes = 0
      let largest = 0
      let oldest: number | null = null
      let newest: number | null = null
      for await (const slice of session.list(LISTING_SLICE)) {
        for (const { size, internalDate } of slice) {
          messages++
          bytes += size
          largest = Math.max(largest, size)
          if (internalDate === null) continue
          oldest = oldest === null ? internalDate : Math.min(oldest, internalDate)
          newest = newest === null ? internalDate : Math.max(newest, internalDate)
        }
      }
      const { specialUse = null, subscribed } = folder
      onFolder({ folder: titleOf(folder), specialUse, subscribed, messages, bytes, largest, oldest, newest })
    }
  } finally {
    await session.close()
  }
}
