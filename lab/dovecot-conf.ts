import type { Account } from './account.ts'
import type { Certificate } from './certificate.ts'

/** What Dovecot 2.3 offers after sign-in, in its own order; `hideCapabilities` takes words out of it. */
export const DOVECOT_CAPABILITIES =
  'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS ' +
  'THREAD=ORDEREDSUBJECT MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED ' +
  'I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE SNIPPET=FUZZY ' +
  'PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE'

export interface DovecotSettings {
  /** Its temporary folder. */
  state: string
  account: Account
  port: number
  tls?: (Certificate & { port: number }) | undefined
  /** The unpacked tree, where it is not laid over /usr. */
  besides?: string | undefined
  users?: Readonly<Record<string, string>> | undefined
  quotaBytes?: number | undefined
  rooms?: Readonly<Record<string, number>> | undefined
  maxMailSize?: number | undefined
  hideCapabilities?: readonly string[] | undefined
  introspectionUrl?: string | undefined
  extraConf?: string | undefined
}

/** Its file of users: who may sign in, with which password, and how much room each has where that is said. */
export function dovecotUsers(
  users: Readonly<Record<string, string>>,
  rooms: Readonly<Record<string, number>> = {},
): string {
  const line = ([user, password]: [string, string]): string => {
    const room = rooms[user]
    return `${user.toLowerCase()}:{PLAIN}${password}${room === undefined ? '' : `::::::room=${room}`}\n`
  }
  return Object.entries(users).map(line).join('')
}

/** Its file about tokens: whose they are, a token server says (RFC 7662). */
export const oauthConf = (introspectionUrl: string): string => `introspection_url = ${introspectionUrl}
introspection_mode = post
force_introspection = yes
username_attribute = username
active_attribute = active
active_value = true
`

/** The configuration file of one lab Dovecot. */
export function dovecotConf(settings: DovecotSettings): string {
  const { state, account, port, tls } = settings
  return `
base_dir = ${state}/run
# Else it would write the list of its instances below the machine's own /var/lib/dovecot.
state_dir = ${state}
log_path = ${state}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${account.name}
default_internal_group = ${account.group}
default_login_user = ${account.name}
mail_uid = ${account.uid}
mail_gid = ${account.gid}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${state}/mail/%u
mail_max_userip_connections = 100
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_master_user_separator = *
# A wrong password costs two seconds, and more each time from the same address: tests have no time for it.
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
passdb {
  driver = passwd-file
  args = ${state}/master
  master = yes
  result_success = continue
}
passdb {
${settings.users ? `  driver = passwd-file\n  args = ${state}/users` : '  driver = static\n  args = password=pw'}
}
userdb {
  driver = static
  args = uid=${account.uid} gid=${account.gid} home=${state}/home/%u${settings.rooms ? ` quota_rule=*:storage=%{passdb:room:${settings.quotaBytes ?? 0}}B` : ''}
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = ${tls?.port ?? 0}
    ssl = yes
  }
${process.getuid?.() === 0 ? '' : "  # Only root can change a process's root folder.\n  chroot =\n"}}
namespace inbox {
  inbox = yes
  separator = /
${['Sent', 'Drafts', 'Trash', 'Junk'].map((use) => `  mailbox ${use} {\n    special_use = \\${use}\n    auto = subscribe\n  }`).join('\n')}
}
${tls ? `ssl = yes\nssl_cert = <${tls.certFile}\nssl_key = <${tls.keyFile}` : 'ssl = no'}
${process.getuid?.() === 0 ? '' : unprivileged()}
${settings.besides ? besidesConf(settings.besides) : ''}
${limits(settings)}
${capabilities(settings.hideCapabilities ?? [])}
${settings.introspectionUrl === undefined ? '' : tokens(state)}
${settings.extraConf ?? ''}
`
}

/** The paths that are compiled into Dovecot, for a tree that stands beside the system instead of over it. */
function besidesConf(root: string): string {
  return `libexec_dir = ${root}/usr/lib/dovecot
mail_plugin_dir = ${root}/usr/lib/dovecot/modules
import_environment = TZ LD_LIBRARY_PATH`
}

const tokens = (state: string): string => `auth_mechanisms = plain login oauthbearer xoauth2
passdb {
  driver = oauth2
  mechanisms = oauthbearer xoauth2
  args = ${state}/oauth2
}`

function unprivileged(): string {
  return `service anvil {
  chroot =
}
service stats {
  chroot =
}`
}

function limits({ quotaBytes, rooms, maxMailSize }: DovecotSettings): string {
  if (quotaBytes === undefined && rooms === undefined && maxMailSize === undefined) return ''
  const rules = [
    '  quota = count:User quota',
    '  quota_vsizes = yes',
    '  quota_grace = 0',
    ...(quotaBytes === undefined ? [] : [`  quota_rule = *:storage=${quotaBytes}B`]),
    ...(maxMailSize === undefined ? [] : [`  quota_max_mail_size = ${maxMailSize}B`]),
  ]
  return `mail_plugins = $mail_plugins quota
protocol imap {
  mail_plugins = $mail_plugins imap_quota
}
plugin {
${rules.join('\n')}
}`
}

function capabilities(hidden: readonly string[]): string {
  if (hidden.length === 0) return ''
  const kept = DOVECOT_CAPABILITIES.split(' ').filter((word) => !hidden.includes(word))
  return `imap_capability = ${kept.join(' ')}`
}
