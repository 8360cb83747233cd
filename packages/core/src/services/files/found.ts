import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bytes, find, openBytes } from './bytes.ts'
import { type FileLimits, fileError } from './limits.ts'
import { folderOfMbox, folderOfMessage } from './paths.ts'
import { convertPst, removeConverted } from './pst.ts'
import { unpacked } from './zip.ts'

/** Mail that was found in a file, or what of it cannot be read. */
export type FoundMail =
  | { readonly kind: 'mbox' | 'message'; readonly name: string; readonly folder: string[]; readonly bytes: Bytes }
  | { readonly kind: 'problem'; readonly name: string; readonly problem: string; readonly octets: number }

export interface Finding {
  readonly limits: FileLimits
  /** A folder of its own, for what is unpacked meanwhile. */
  readonly scratch: string
  readonly signal?: AbortSignal | undefined
  /** In place of the `readpst` on the path. */
  readonly readpst?: string | undefined
}

type Kind = 'mbox' | 'message' | 'zip' | 'pst'

/**
 * The mail of a file that was handed over: an mbox, a message, or a zip or a PST full of them. By its first octets, not by
 * its name. Throws `CaravanError` where it is none of these: `file-empty`, `file-not-mail`, and those of `zip.ts` and
 * `pst.ts`.
 */
export async function* mailIn(path: string, name: string, finding: Finding): AsyncGenerator<FoundMail> {
  const bytes = await openBytes(path)
  try {
    if (bytes.size === 0) throw empty()
    const kind = await kindOf(bytes, name)
    if (kind === undefined) throw notMail(await hintOf(bytes))
    if (kind === 'zip') yield* inZip(path, finding)
    else if (kind === 'pst') yield* inPst(path, finding)
    else yield found(kind, name, bytes)
  } finally {
    await bytes.close()
  }
}

const found = (kind: 'mbox' | 'message', name: string, bytes: Bytes): FoundMail => ({
  ...{ kind, name, bytes },
  folder: kind === 'mbox' ? folderOfMbox(name) : folderOfMessage(name),
})

const HEAD = 4_096
const FROM = Buffer.from('\nFrom ')
const FIELD = /^(?:From [^\n]*\n)?[!-9;-~]{1,100}[ \t]*:/

async function kindOf(bytes: Bytes, name: string): Promise<Kind | undefined> {
  const head = (await bytes.read(0, HEAD)).toString('latin1')
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return 'zip'
  // [MS-PST] §2.2.2.6: dwMagic.
  if (head.startsWith('!BDN')) return 'pst'
  const text = head.replace(/^\xef\xbb\xbf/, '').replace(/^(?:\r?\n)+/, '')
  if (/\.eml$/i.test(name)) return head.includes('\0') ? undefined : 'message'
  if (text.startsWith('From ')) return 'mbox'
  // Something that is no mail stands before the first message.
  if (/\.(?:mbox|mbx)$/i.test(name) && (await find(bytes, FROM, 0, bytes.size)) !== undefined) return 'mbox'
  return FIELD.test(text) && !head.includes('\0') ? 'message' : undefined
}

/** What files that people take for exports are, by their first octets. */
async function hintOf(bytes: Bytes): Promise<string> {
  const head = (await bytes.read(0, 8)).toString('latin1')
  if (head.startsWith('\x1f\x8b'))
    return 'It is a .tgz archive: choose .zip where the provider asks for the kind of file.'
  if (head.startsWith('\xd0\xcf\x11\xe0'))
    return 'It is a single message of Outlook (.msg): export a whole folder as .pst instead.'
  if (head.startsWith('Rar!') || head.startsWith('7z\xbc\xaf')) return 'It is a RAR or 7z archive: pack it as .zip.'
  return 'Hand over a file that ends with .mbox, .eml, .pst or .zip, as the steps show.'
}

async function* inZip(path: string, finding: Finding): AsyncGenerator<FoundMail> {
  const { scratch, limits, signal } = finding
  await mkdir(scratch, { recursive: true })
  for await (const one of unpacked(path, scratch, limits, signal)) {
    if ('problem' in one) yield { kind: 'problem', ...one }
    else yield* inEntry(one, finding)
  }
}

/** A file of an archive: mail, a PST, or nothing of ours. */
async function* inEntry(entry: { readonly name: string; readonly path: string }, finding: Finding) {
  const { name, path } = entry
  const bytes = await openBytes(path)
  try {
    const kind = bytes.size === 0 ? undefined : await kindOf(bytes, name)
    if (kind === 'mbox' || kind === 'message') yield found(kind, name, bytes)
    else if (kind === 'pst') yield* inPst(path, finding)
    else if (/\.(?:eml|mbox|mbx|pst)$/i.test(name) && bytes.size > 0)
      yield { kind: 'problem' as const, name, problem: 'it is not what its name says', octets: bytes.size }
  } finally {
    await bytes.close()
    await rm(path, { force: true })
  }
}

async function* inPst(path: string, { scratch, limits, signal, readpst }: Finding): AsyncGenerator<FoundMail> {
  const into = join(scratch, 'pst')
  await removeConverted(into)
  await mkdir(into, { recursive: true })
  try {
    for (const { name, path: mbox } of await convertPst(path, into, limits, signal, readpst)) {
      const bytes = await openBytes(mbox)
      try {
        if (bytes.size > 0) yield found('mbox', name, bytes)
      } finally {
        await bytes.close()
      }
    }
  } finally {
    await removeConverted(into)
  }
}

const empty = () => fileError('file-empty', 'This file is empty.', 'Export it once more, and look at its size first.')

const notMail = (hint: string) => fileError('file-not-mail', 'This file is no mail that can be read.', hint)
