import { CaravanError } from '@caravan/core/model'

/** The command line was wrong: exit status 2. */
export class UsageError extends CaravanError {
  constructor(message: string, remedy = 'See `caravan --help`.') {
    super('usage', message, remedy)
    this.name = 'UsageError'
  }
}

export const USAGE = `Caravan moves a company's email to a new home. No message lost, no customer lost.

  caravan copy --from URL --to URL      copies a mailbox, reads the target again to prove it, says what became of
                                        every message; run it again at any time: it goes on where it was
  caravan reverse --from URL --to URL   what arrived at the new home (--to) goes back to the old mailbox (--from)
  caravan verify --from URL --to URL    compares two mailboxes afresh, writes nothing
  caravan estimate --from URL --to URL  how long a copy takes under what the services allow
  caravan inventory --from URL          what a mailbox holds
  caravan folders --from URL --to URL   which folder would go where
  caravan consent FILE                  the owner of a mailbox agrees to tokens for it, which FILE then holds
  caravan discover ADDRESS|DOMAIN       where its mail service is, what it offers, how one signs in there
  caravan people FILE --move NAME       what a CSV or XLSX of people would bring to a move of a running server;
                                        --confirm imports it
  caravan serve [--host H] [--port P]   the server: plans and runs a whole company's move through its API
  caravan worker [--passes N]           runs passes for the server; as many workers as wanted, on any machine
  caravan db backup FILE                writes the ledger to one file
  caravan db restore FILE [--replace]   reads it back into an empty ledger, or in place of what is there
  caravan vault rotate --new-key-file F  seals every stored credential under a new master key

Mailboxes
  imaps://user:password@host[:993]      TLS from the first byte
  imap://user:password@host[:143]       STARTTLS, required unless the host is this machine
    Write @ : / and the like in user or password percent-encoded (%40 %3A %2F). After the host:
    ?auth=oauth                         the password is an access token
    ?authuser=admin                     sign in as this user, for the mailbox of the other (master user)
    ?tls=none                           no TLS: only where the network itself is safe
  Passwords need not stand in the URL: --from-password-file FILE, --to-password-file FILE, the environment
  (CARAVAN_FROM_PASSWORD, CARAVAN_TO_PASSWORD), or a prompt.
  In place of a password: --from-oauth-file FILE, --to-oauth-file FILE, tokens of OAuth 2 that are renewed by
  themselves (Google, Microsoft, Yandex, and others: docs/sign-in.md)
  --from-proxy URL, --to-proxy URL      through socks5://user:password@host:1080 or http://user:password@host:3128
    (CARAVAN_FROM_PROXY_PASSWORD, CARAVAN_TO_PROXY_PASSWORD)

Options of copy; reverse takes all but --kind, --map, --person, --before and --delete-gone; verify takes those on folders
and dates, --connections, those on the pace, and --report; estimate those on folders and on the pace
  --kind KIND                trial (a few folders, and how faithful the copy is), first, delta, final (believes nothing
                             noted before); first and then delta unless told
  --dry-run                  says what would be done; changes nothing at either side
  --verify LEVEL             content (every message is read again; the default), sample, headers, none
  --include GLOB, --exclude GLOB   folders; * within a level, ** across levels; what lies below is meant too
  --map OLD=NEW              a folder goes to another name
  --shared                   takes folders of other users and shared ones too, below “Other users” and “Shared”
  --labels WAY               where a message goes that several folders show (Gmail): folders (once, other labels become
                             keywords), all-mail (in one folder, with keywords), every (as often as it is shown)
  --person OLD=NEW           who has rights on folders as OLD gets them at the target as NEW
  --since DATE, --before DATE      only messages that arrived in that span (2024-01-31, UTC; for reverse also with
                             time and zone: 2024-01-31T18:30+03:00)
  --connections N            sessions to each side at once (4; over a long line 8 to 12)
  --from-daily SIZE, --to-daily SIZE   octets a day out of the old mailbox and into the new one (500MB, none), in place
                             of what is known of the service
  --bandwidth SIZE           octets a second at each side (2MB)
  --hours FROM-TO            only within these hours of the day (20:00-06:00)
  --keep-refused DIR         where the raw bytes of refused messages go
  --report FILE              writes the whole report: JSON where FILE ends in .json, else text
  --accept-shrunken-source   the source holds far less than before, and that is right
  --accept-removed           copies are gone from the target, and that is right
  --copy-again               copies are gone from the target: copy them again
  --accept-small-target      the target's quota is surely too small: copy what fits
  --delete-gone              of copy: deletes at the target what was deleted at the source since it was copied, where its
                             owner has not touched it; at most a tenth of the mailbox, --delete-gone-all any number
Options of consent
  --redirect                 in a browser on this machine, where a code could be typed on any
  --proxy URL                asks the token server through a proxy, as --from-proxy
Options of discover
  --resolver ADDRESS[:PORT]  asks this name server for everything
  --proxy URL                connects to services and web pages through a proxy; names are looked up directly
Options of people; the server is CARAVAN_URL, an API token CARAVAN_TOKEN
  --organisation ID, --move NAME|ID
  --service NAME|ID          in place of FILE: the users that an old service lists for its administrator
  --seen                     in place of FILE: addresses that mail was sent to and nobody has decided
  --column N=FIELD           what column N (from 1) is, where that was not recognised; N= leaves it out
  --sheet NAME               of a workbook; the first one unless told
  --source-domain D, --target-domain D   of addresses that have none
  --confirm                  imports the rows that are ready; without it nothing is written
Options of serve
  --host H, --port P         where it listens (127.0.0.1, 8025)
  --no-worker                runs no passes itself: workers do
  --replace-lost-key         the master key is lost for good: go on with another; credentials are asked for again
  caravan serve --help       says more, with what it takes from the environment
Option of serve and worker
  --passes N                 passes at once (4)
Everywhere
  --json                     exactly one JSON object on stdout, everything else on stderr
  --data DIR                 the data folder (else CARAVAN_DATA, else /var/lib/caravan or ~/.local/share/caravan);
                             DATABASE_URL names a PostgreSQL server instead

Exit status
  0 green: every message is accounted for, and equal
  2 wrong usage
  3 finished with exceptions: read the list, each has its next step
  4 verification found a difference: read the list
  5 interrupted (connection, sign-in, quota): mend the cause, run again, it goes on where it was
  6 undecided: something looks dangerous; the message names the option that says yes
`
