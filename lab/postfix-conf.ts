import type { Account } from './account.ts'
import type { Certificate } from './certificate.ts'

export interface PostfixSettings {
  /** Its temporary folder. */
  readonly state: string
  /** The unpacked tree. */
  readonly root: string
  readonly account: Account
  readonly port: number
  readonly tlsPort: number
  readonly certificate: Certificate
  /** Addresses that it delivers to. */
  readonly mailboxes: readonly string[]
  /** Takes nothing from who has not signed in. */
  readonly signIn: boolean
  /** The environment that its processes are given. */
  readonly env: Readonly<Record<string, string>>
}

/** main.cf(5): Debian's Postfix as a submission server with Maildirs, all of it below its own folder. */
export function mainConf(settings: PostfixSettings): string {
  const { state, root, account, certificate, mailboxes, signIn, env } = settings
  const domains = [...new Set(mailboxes.map((address) => address.split('@')[1] ?? ''))]
  const environment = Object.entries(env).map(([name, value]) => `{ ${name} = ${value} }`)
  return `compatibility_level = 3.6
queue_directory = ${state}/queue
data_directory = ${state}/data
command_directory = ${root}/usr/sbin
daemon_directory = ${root}/usr/lib/postfix/sbin
shlib_directory = ${root}/usr/lib/postfix
meta_directory = ${state}/conf
mail_owner = ${account.name}
# Neither may be the owner's: postfix checks it.
setgid_group = mail
default_privs = nobody
import_environment = MAIL_CONFIG MAIL_LOGTAG TZ LANG=C ${environment.join(' ')}
maillog_file = ${state}/log
maillog_file_prefixes = ${state}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost
mydestination =
mynetworks =
alias_maps =
local_recipient_maps =
relayhost =
default_transport = error:nothing leaves this machine
virtual_mailbox_domains = ${domains.join(' ')}
virtual_mailbox_base = ${state}/mail
virtual_mailbox_maps = inline:{ ${mailboxes.map((address) => `${address}=${address}/`).join(', ')} }
virtual_minimum_uid = 1
virtual_uid_maps = static:${account.uid}
virtual_gid_maps = static:${account.gid}
smtpd_tls_security_level = may
smtpd_tls_cert_file = ${certificate.certFile}
smtpd_tls_key_file = ${certificate.keyFile}
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = cyrus
smtpd_sasl_path = smtpd
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = permit_sasl_authenticated${signIn ? ', reject' : ''}
# A refusal costs a second each; tests have no time for it.
smtpd_error_sleep_time = 0
`
}

/** master.cf(5): no process of it is chrooted, since a tree beside the system has no chroot of its own. */
export function masterConf({ port, tlsPort }: PostfixSettings): string {
  const services = [
    ['cleanup', 'n', '0', 'cleanup'],
    ['qmgr', 'n', '1', 'qmgr'],
    ['tlsmgr', '-', '1', 'tlsmgr'],
    ['rewrite', '-', '-', 'trivial-rewrite'],
    ['bounce', '-', '0', 'bounce'],
    ['defer', '-', '0', 'bounce'],
    ['trace', '-', '0', 'bounce'],
    ['anvil', '-', '1', 'anvil'],
    ['error', '-', '-', 'error'],
    ['retry', '-', '-', 'error'],
  ]
  const rows = services.map(([name, isPrivate, most, program]) => {
    return `${name} unix ${isPrivate} - n - ${most} ${program}`
  })
  return `127.0.0.1:${port} inet n - n - - smtpd
127.0.0.1:${tlsPort} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
postlog unix-dgram n - n - 1 postlogd
virtual unix - n n - - virtual
${rows.join('\n')}
`
}
