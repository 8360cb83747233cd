import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { read } from './testing/tokens.ts'

const folder = join(import.meta.dirname, '../../../../shared/corpora/mailkit/imap-transcript')
const files = existsSync(folder) ? readdirSync(folder) : []

/** Malformed on purpose, and what is wrong with them. */
const malformed: Readonly<Record<string, number>> = {
  // Exchange sent a response code without its `* OK`; the lines behind it are read.
  'exchange__issue115.txt': 1,
  // Edited by hand: its literal ends 3 bytes early, so that a line ends inside the FETCH list.
  'gmail__headers.1+unsolicited-info.txt': 2,
}

/** What a move has no use for. */
const uninterpreted = /^\* (?:ACL|MYRIGHTS|QUOTA|QUOTAROOT|METADATA|THREAD|ANNOTATION|COPY) /i

describe.skipIf(files.length === 0)('transcripts of real servers (skipped where ../shared/corpora is absent)', () => {
  it.each(files)('reads every line of %s', (file) => {
    // The files have LF; their literals count CRLF, as MailKit sends them.
    const text = readFileSync(join(folder, file), 'latin1').replace(/\r?\n/g, '\r\n').replaceAll('A########', 'A1')
    const { responses, errors } = read(text)
    expect(errors.map((error) => error.message)).toHaveLength(malformed[file] ?? 0)
    expect(responses.length).toBeGreaterThan(0)
    for (const response of responses) {
      if (response.type === 'unknown') expect(response.raw).toMatch(uninterpreted)
    }
  })
})
