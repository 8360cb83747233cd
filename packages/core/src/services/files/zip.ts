import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { type FileLimits, fileError } from './limits.ts'

/** A file of an archive, unpacked; or why it was not. */
export type Unpacked =
  | { readonly name: string; readonly path: string }
  | { readonly name: string; readonly problem: string; readonly octets: number }

/** Bit 11 of the general purpose flags: the name is UTF-8 (APPNOTE 6.3.10 §4.4.4). Bit 0: it is encrypted. */
const UTF8 = 0x800
const ENCRYPTED = 0x1

/**
 * The files of a zip archive that may hold mail, each unpacked into `scratch` when it is asked for; whoever takes one
 * removes it. Names are never used as paths. What an archive announces as a size is no bound: octets are counted as they
 * come out, and checked against the CRC. Throws `CaravanError` `archive-unreadable`, `archive-too-large`.
 */
export async function* unpacked(
  path: string,
  scratch: string,
  limits: FileLimits,
  signal?: AbortSignal,
): AsyncGenerator<Unpacked> {
  const zip = await openZip(path)
  let octets = 0
  let entries = 0
  try {
    for await (const entry of entriesOf(zip)) {
      signal?.throwIfAborted()
      if (++entries > limits.entries) throw tooLarge(`more than ${limits.entries} files`)
      const name = nameOf(entry)
      if (name.endsWith('/')) continue
      const problem = refusalOf(name, entry, limits)
      if (problem !== undefined) {
        yield { name, problem, octets: entry.compressedSize }
        continue
      }
      if (!mayHoldMail(name)) continue
      const to = join(scratch, 'entry')
      const found = await unpack(zip, entry, to, limits, limits.unpackedOctets - octets)
      octets += found.octets
      yield found.problem === undefined ? { name, path: to } : { name, problem: found.problem, octets: found.octets }
    }
  } finally {
    zip.close()
  }
}

async function openZip(path: string): Promise<yauzl.ZipFile> {
  try {
    // Names come as octets: programs of Chinese Windows write them in their own encoding.
    return await yauzl.openPromise(path, { autoClose: false, decodeStrings: false, validateEntrySizes: true })
  } catch (error) {
    throw unreadable(error)
  }
}

async function* entriesOf(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  try {
    for await (const entry of zip.eachEntry()) yield entry
  } catch (error) {
    if (error instanceof Error && error.name === 'CaravanError') throw error
    throw unreadable(error)
  }
}

/** As UTF-8 where the archive says so or it can be read so; else as GB 18030, which Chinese Windows writes. */
function nameOf({ fileName, generalPurposeBitFlag }: yauzl.Entry): string {
  const bytes = fileName as unknown as Buffer
  if ((generalPurposeBitFlag & UTF8) !== 0) return bytes.toString()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function refusalOf(name: string, entry: yauzl.Entry, limits: FileLimits): string | undefined {
  const levels = name.split(/[/\\]/)
  if (levels.includes('..') || /^(?:[/\\]|[a-z]:)/i.test(name)) return 'its name leads out of the archive'
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) return 'it is protected by a password'
  if (/\.(?:zip|rar|7z|tgz|gz)$/i.test(name)) return 'it is an archive within the archive'
  return isBomb(entry.uncompressedSize, entry.compressedSize, limits) ? BOMB : undefined
}

const BOMB = 'it would inflate to far more than mail does'

const isBomb = (octets: number, packed: number, { ratio, ratioFrom }: FileLimits): boolean =>
  octets > ratioFrom && octets / Math.max(1, packed) > ratio

/** What mail programs put beside mail, an export's own pages, and what else people export with it. */
const mayHoldMail = (name: string): boolean =>
  !/(?:^|\/)(?:\.|__MACOSX\/)|\.(?:html?|css|js|json|msf|dat|plist|png|jpe?g|heic|webp|gif|svg|mp[34]|mov|avi|txt|csv|pdf|docx?|xlsx?|pptx?|ics|vcf)$/i.test(
    name,
  )

async function unpack(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  to: string,
  limits: FileLimits,
  left: number,
): Promise<{ octets: number; problem?: string }> {
  let octets = 0
  let sum = 0
  try {
    const packed = await zip.openReadStreamPromise(entry)
    await pipeline(
      packed,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          octets += chunk.length
          sum = crc32(chunk, sum)
          if (octets > left) throw tooLarge(`more than ${limits.unpackedOctets} octets`)
          if (isBomb(octets, entry.compressedSize, limits)) throw new Error(BOMB)
          yield chunk
        }
      },
      createWriteStream(to),
    )
  } catch (error) {
    if (error instanceof Error && error.name === 'CaravanError') throw error
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw error
    return { octets, problem: error instanceof Error ? error.message : 'it cannot be read' }
  }
  return sum === entry.crc32 ? { octets } : { octets, problem: 'its check sum is wrong: it is damaged' }
}

const tooLarge = (what: string) =>
  fileError(
    'archive-too-large',
    `This archive holds ${what}.`,
    'Hand over its parts one by one: what a mail program exports is smaller.',
  )

const unreadable = (cause: unknown) =>
  fileError(
    'archive-unreadable',
    'This zip archive is broken, or not whole.',
    'Download it from the provider once more, and hand it over again. Of an archive in several parts each is a file of its own.',
    cause,
  )
