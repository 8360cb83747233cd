import { unpack } from './unpack.ts'

const PACKAGES = ['dovecot-core', 'dovecot-imapd', 'dovecot-lmtpd', 'dovecot-managesieved', 'dovecot-sieve']

/** Gives back the folder with the unpacked Dovecot, fetching it the first time. */
export async function unpackDovecot(): Promise<string> {
  return unpack({ title: 'Dovecot', packages: PACKAGES })
}
