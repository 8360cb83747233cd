import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { answers } from './answers.ts'

const transcripts = join(import.meta.dirname, '../../../../../shared/corpora/mailkit/imap-transcript')

/** Transcripts of real servers beside the repository, which are not part of it; none where they are absent. */
export const realTranscripts: readonly Buffer[] = existsSync(transcripts)
  ? readdirSync(transcripts)
      .sort()
      .map((file) => readFileSync(join(transcripts, file), 'latin1').replace(/\r?\n/g, '\r\n').slice(0, 20_000))
      .map((text) => Buffer.from(text.replaceAll('A########', 'A1'), 'latin1'))
  : []

/** What a test run makes for itself: the same answers every time, of each kind some. */
const made: readonly Buffer[] = fc
  .sample(answers, { seed: 42, numRuns: 200 })
  .map((all) => Buffer.concat(all.map(({ bytes }) => bytes)))

/** Bytes to begin with. */
export const seeds: readonly Buffer[] = [...realTranscripts, ...made]
