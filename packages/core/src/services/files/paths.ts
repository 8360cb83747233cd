/** Names that an INBOX has in exports, in lower case: Takeout, Outlook, Thunderbird, 163 and QQ name it in the user's language. */
const INBOXES = new Set(['inbox', 'входящие', '收件箱', 'صندوق ورودی', 'صندوق دریافت', 'posteingang'])

const MOST_LEVELS = 20
const LONGEST_LEVEL = 200

/** The folder of an mbox file by its name, with `/` between the levels of an archive's. Never empty. */
export function folderOfMbox(name: string): string[] {
  const levels = levelsOf(name)
  const last = levels.at(-1) ?? ''
  // Apple Mail writes `Inbox.mbox/mbox`, readpst `Inbox/mbox`: the file has no name of its own.
  if (levels.length > 1 && /^mbox$/i.test(last)) levels.pop()
  return folder(levels)
}

/** The folder of a single message: the one in which its file lies. */
export const folderOfMessage = (name: string): string[] => folder(levelsOf(name).slice(0, -1))

function levelsOf(name: string): string[] {
  const levels = name.split(/[/\\]+/).filter((level) => level !== '' && level !== '.')
  // Google Takeout: `Takeout/Mail/Inbox.mbox`, with `Mail` in the user's language.
  if (levels.length > 2 && levels[0] === 'Takeout') return levels.slice(2)
  // Thunderbird's profile: `ImapMail/imap.old.example/INBOX`, `Mail/Local Folders/Old`.
  const at = levels.findIndex(
    (level, index) => level === 'ImapMail' || (level === 'Mail' && /\.|^Local Folders$/.test(levels[index + 1] ?? '')),
  )
  return at !== -1 && levels.length > at + 2 ? levels.slice(at + 2) : levels
}

function folder(levels: readonly string[]): string[] {
  const path = levels
    .slice(0, MOST_LEVELS)
    .map((level) =>
      level
        // Thunderbird keeps the folders below `Work` in `Work.sbd`.
        .replace(/\.(?:mbox|mbx|sbd)$/i, '')
        .replaceAll(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, LONGEST_LEVEL),
    )
    .filter((level) => level !== '')
  const [first] = path
  if (first === undefined) return ['INBOX']
  return INBOXES.has(first.toLowerCase()) ? ['INBOX', ...path.slice(1)] : path
}
