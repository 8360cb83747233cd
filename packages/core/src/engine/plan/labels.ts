import { CaravanError, type SpecialUse } from '../../model/index.ts'
import type { LabelPolicy, ListedFolder } from '../../services/port.ts'

/** Before the folders that people made: who looks for a letter that is in the inbox looks there. */
const FIRST: readonly (SpecialUse | undefined)[] = ['inbox', 'sent', 'drafts', 'junk', 'trash']

/**
 * The folders in which a message that several show may be copied, the likeliest first: the inbox, other special folders,
 * then people's own, the deepest first since they say most, and the one of all mail at last.
 * @returns names as the source uses them
 */
export function homesInOrder(folders: readonly ListedFolder[]): string[] {
  const rank = ({ specialUse }: ListedFolder): number => {
    const special = FIRST.indexOf(specialUse)
    return specialUse === 'all' ? FIRST.length + 1 : specialUse === undefined || special === -1 ? FIRST.length : special
  }
  return [...folders]
    .sort((a, b) => rank(a) - rank(b) || b.path.length - a.path.length || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name)
}

/**
 * The folders that mail is copied from: with `all-mail` people's own are left out, since their mail is in the folder of
 * all mail. Throws `CaravanError` `all-mail-hidden` where the source does not show that one.
 */
export function labelledFolders(folders: readonly ListedFolder[], policy: LabelPolicy | undefined): ListedFolder[] {
  if (policy !== 'all-mail') return [...folders]
  if (!folders.some(({ specialUse }) => specialUse === 'all'))
    throw new CaravanError(
      'all-mail-hidden',
      'The source shows no folder of all mail, from which everything is to be copied.',
      'Let it be shown over IMAP (Gmail: Settings, Labels, All Mail, “Show in IMAP”), leave it in by the rules, or copy with --labels folders.',
    )
  return folders.filter(({ specialUse }) => specialUse !== undefined)
}

/** What a reader is told of it before anything is written. */
export const LABELS_SAID: Readonly<Record<LabelPolicy, string>> = {
  folders:
    'Each message is copied once, into the folder of one of its labels (inbox, sent, drafts, then the deepest folder; “Archive” where it has none); its other labels become keywords. --labels all-mail and --labels every do it otherwise.',
  'all-mail':
    'Each message is copied once: what is in no special folder goes to “Archive”, with every label as a keyword.',
}
