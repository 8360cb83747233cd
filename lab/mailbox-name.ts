/** A folder name in modified UTF-7, as IMAP and Maildir++ spell it (RFC 3501 §5.1.3). */
export function encodeMailboxName(name: string): string {
  return name.replaceAll(/&|[^ -~]+/g, (run) => {
    if (run === '&') return '&-'
    const bytes = Buffer.from(run, 'utf16le').swap16()
    return `&${bytes.toString('base64').replaceAll('=', '').replaceAll('/', ',')}-`
  })
}
