import { expect, it } from 'vitest'
import { caravan } from './testing/caravan.ts'
import { mailboxUrl, PASSWORD } from './testing/mail-server.ts'

// Nobody listens there: what is wrong with a command line is said before anybody is asked.
const OLD = mailboxUrl(1, 'anna')
const NEW = mailboxUrl(1, 'anna-new')
const BOTH = ['--from', OLD, '--to', NEW]

async function refused(args: readonly string[], words: RegExp, input?: string): Promise<void> {
  const ran = await caravan(args, input === undefined ? {} : { input })
  expect(ran.stderr).toMatch(words)
  expect(ran.stderr).toMatch(/next: \S/)
  expect(ran.stdout).toBe('')
  expect(ran.status).toBe(2)
}

it.each([
  ['a command that does not exist', ['move', ...BOTH], /no such command/],
  ['an option that does not exist', ['copy', ...BOTH, '--fast'], /--fast is not known/],
  ['an option of another command', ['inventory', '--from', OLD, '--dry-run'], /takes no --dry-run/],
  ['an option without its value', ['copy', '--from'], /--from is not written rightly/],
  ['a value that nobody asked for', ['copy', ...BOTH, '--json=yes'], /--json is not written rightly/],
  ['a mailbox beside the options', ['copy', ...BOTH, 'INBOX'], /takes options only/],
  ['a URL with its password beside the options', ['copy', ...BOTH, OLD], /takes options only/],
  ['a URL with its password for a command', [OLD], /no such command/],
  ['no source', ['copy', '--to', NEW], /--from is missing/],
  ['no target', ['copy', '--from', OLD], /--to is missing/],
  ['a day that does not exist', ['copy', ...BOTH, '--since', '2024-02-30'], /2024-02-30 is not a day/],
  ['a day written otherwise', ['copy', ...BOTH, '--before', '31.01.2024'], /31\.01\.2024 is not a day/],
  [
    'a span that ends before it begins',
    ['copy', ...BOTH, '--since', '2024-02-01', '--before', '2024-01-01'],
    /not before/,
  ],
  ['a level of verification that does not exist', ['copy', ...BOTH, '--verify', 'most'], /most is not known/],
  ['a kind of pass that does not exist', ['copy', ...BOTH, '--kind', 'last'], /last is not known/],
  ['a final pass that reads headers only', ['copy', ...BOTH, '--kind', 'final', '--verify', 'headers'], /all content/],
  ['a kind for the way back', ['reverse', ...BOTH, '--kind', 'final'], /takes no --kind/],
  [
    'deletions beside what leaves mail out',
    ['copy', ...BOTH, '--delete-gone', '--exclude', 'Trash'],
    /--delete-gone goes/,
  ],
  ['deletions on the way back', ['reverse', ...BOTH, '--delete-gone'], /takes no --delete-gone/],
  ['a moment without a zone', ['reverse', ...BOTH, '--since', '2024-01-31T18:30'], /is not a moment/],
  ['a moment on a day that does not exist', ['reverse', ...BOTH, '--since', '2024-02-30T10:00Z'], /not a day/],
  ['a number of connections that is none', ['copy', ...BOTH, '--connections', '0'], /from 1 to/],
  ['a mapping without a target', ['copy', ...BOTH, '--map', 'Old='], /OLD=NEW/],
  ['a proxy of another kind', ['copy', ...BOTH, '--from-proxy', 'ftp://u:p-3@proxy.example'], /not a URL of a proxy/],
  ['a proxy with a path', ['copy', ...BOTH, '--to-proxy', 'http://u:p-3@proxy.example/x'], /a host and a port/],
  ['two answers to one question', ['copy', ...BOTH, '--accept-removed', '--copy-again'], /exclude each other/],
])('%s is refused', (_, args, words) => refused(args, words))

it.each([
  ['another protocol', `pop3://anna:${encodeURIComponent(PASSWORD)}@old.example`, /pop3:\/\/ is not known/],
  ['a folder in it', `${OLD}/INBOX`, /ends with the host/],
  ['an unknown parameter', `${OLD}?folder=INBOX`, /has a parameter that is not known/],
  ['an unknown way to sign in', `${OLD}?auth=kerberos`, /the way to sign in is not known/],
  ['a separator that is none', `${OLD}?authuser=admin&authseparator=**`, /takes one character/],
  ['a compression that is not known', `${OLD}?compress=zip`, /compress= says is not known/],
  ['TLS turned off where it is on', `imaps://anna:${encodeURIComponent(PASSWORD)}@old.example?tls=none`, /tls=/],
  ['a password that is not encoded', `imap://anna:${PASSWORD}@old.example`, /--from/],
  ['a percent sign that means nothing', 'imap://anna:100%zz@old.example', /not percent-encoded/],
  ['no host', `imap://anna:${encodeURIComponent(PASSWORD)}@`, /--from/],
  ['no user', 'imap://old.example', /user and a host/],
  ['a port that is none', `imap://anna:${encodeURIComponent(PASSWORD)}@old.example:99999`, /not a URL/],
])('a URL with %s is refused without being quoted', (_, url, words) =>
  refused(['copy', '--from', url, '--to', NEW], words),
)

it('a missing password is named with the ways to give it, and is not read from what is no terminal', async () => {
  await refused(
    ['copy', '--from', 'imap://anna@127.0.0.1:1', '--to', NEW],
    /--from: there is no password[^]*CARAVAN_FROM_PASSWORD/,
    'typed\n',
  )
  const missing = ['--to-password-file', '/nowhere/password']
  await refused(
    ['copy', '--from', OLD, '--to', 'imap://anna@127.0.0.1:1', ...missing],
    /\/nowhere\/password cannot be read/,
  )
})

it.each(['copy', 'reverse', 'verify'])('%s from a mailbox to itself is refused', async (command) => {
  const again = mailboxUrl(1, 'anna', { query: '?tls=none' })
  const ran = await caravan([command, '--from', OLD, '--to', again])
  expect(ran.stderr).toMatch(/same mailbox[^]*next: \S/)
  expect(ran.status).toBe(2)
})
