import type { ListedMessage } from '../../services/port.ts'

/** What the reader of a pass asked for. */
export interface Rules {
  /** Globs over decoded folder names with `/` between the levels; none means every folder. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Source folder to target folder, decoded names. Folders below follow. */
  readonly map: readonly { readonly from: string; readonly to: string }[]
  /** Only messages that arrived at or after this moment / before this moment; seconds since 1970. */
  readonly since: number | undefined
  readonly before: number | undefined
}

export const EVERYTHING: Rules = { include: [], exclude: [], map: [], since: undefined, before: undefined }

/**
 * Whether a folder is wanted. `*` matches within one level, `**` across levels, `?` one character; a pattern that names
 * a folder covers what lies below it; INBOX matches in any case (RFC 3501 §5.1).
 */
export function folderWanted(path: readonly string[], rules: Rules): boolean {
  const name = path.join('/')
  const matches = (glob: string) => globPattern(glob).test(name)
  return (rules.include.length === 0 || rules.include.some(matches)) && !rules.exclude.some(matches)
}

/** A message without a date that can be read is never left behind for its date. */
export function messageWanted(
  message: Pick<ListedMessage, 'internalDate'>,
  { since, before }: Pick<Rules, 'since' | 'before'>,
): boolean {
  if (message.internalDate === null) return true
  if (since !== undefined && message.internalDate < since) return false
  return before === undefined || message.internalDate < before
}

function globPattern(glob: string): RegExp {
  let pattern = ''
  for (let at = 0; at < glob.length; at++) {
    const char = glob.charAt(at)
    if (char === '*' && glob[at + 1] === '*') {
      pattern += '.*'
      at++
    } else if (char === '*') pattern += '[^/]*'
    else if (char === '?') pattern += '[^/]'
    else pattern += char.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  }
  const inbox = /^inbox(?=\/|$)/i.exec(pattern)
  if (inbox !== null) pattern = `[Ii][Nn][Bb][Oo][Xx]${pattern.slice(5)}`
  return new RegExp(`^${pattern}(?:/.*)?$`, 'su')
}
