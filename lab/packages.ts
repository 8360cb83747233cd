import { join } from 'node:path'
import { systemEnv } from './command.ts'
import { unpack } from './unpack.ts'

const DOVECOT = ['dovecot-core', 'dovecot-imapd', 'dovecot-lmtpd', 'dovecot-managesieved', 'dovecot-sieve']

/** Gives back the folder with the unpacked Dovecot, fetching it the first time. */
export const unpackDovecot = (): Promise<string> => unpack({ title: 'Dovecot', packages: DOVECOT })

/** The same for Cyrus, with the ways to sign in that SASL only recommends. */
export const unpackCyrus = (): Promise<string> =>
  unpack({ title: 'Cyrus', packages: ['cyrus-imapd', 'libsasl2-modules'] })

/** The same for Courier. */
export const unpackCourier = (): Promise<string> => unpack({ title: 'Courier', packages: ['courier-imap'] })

/** The same for Knot, the name server. */
export const unpackKnot = (): Promise<string> => unpack({ title: 'Knot', packages: ['knot'] })

/** The same for Postfix, with the ways to sign in that SASL only recommends. */
export const unpackPostfix = (): Promise<string> =>
  unpack({ title: 'Postfix', packages: ['postfix', 'libsasl2-modules'] })

/** The same for nginx. */
export const unpackNginx = (): Promise<string> => unpack({ title: 'nginx', packages: ['nginx'] })

/** The folder of libraries inside an unpacked tree, as Debian names it for this machine. */
export function libraryFolder(root: string): string {
  return join(root, 'usr/lib', { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch as string] ?? '')
}

/** What a program needs to run from its unpacked tree, with libraries found in these folders before the system's. */
export function besideEnv(libraries: readonly string[]): NodeJS.ProcessEnv {
  const { PATH, LC_ALL } = systemEnv()
  return { PATH, LC_ALL, LD_LIBRARY_PATH: libraries.join(':') }
}
