import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { command } from './command.ts'

export interface Certificate {
  certFile: string
  keyFile: string
  /** The certificate itself, which is its own authority. */
  ca: string
}

/**
 * Makes a self-signed certificate for localhost, 127.0.0.1 and further host names (Node can't; openssl takes 10 ms with
 * this curve).
 */
export async function makeCertificate(folder: string, hosts: readonly string[] = []): Promise<Certificate> {
  const certFile = join(folder, 'cert.pem')
  const keyFile = join(folder, 'key.pem')
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile]
  const others = hosts.map((host) => `,DNS:${host}`).join('')
  const names = ['-subj', '/CN=localhost', '-addext', `subjectAltName=DNS:localhost,IP:127.0.0.1${others}`]
  await command('openssl', ['req', '-x509', ...key, '-out', certFile, '-days', '3650', ...names])
  return { certFile, keyFile, ca: await readFile(certFile, 'utf8') }
}
