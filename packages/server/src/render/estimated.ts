import type { Weight } from '@caravan/core/engine'
import type { Estimate, PaceTerms } from '@caravan/core/services'
import { bytes, count, plain, plural } from './format.ts'

/** What an estimate was made of, and what it came to. */
export interface Estimated {
  readonly source: { readonly identity: string; readonly terms: PaceTerms }
  readonly target: { readonly identity: string; readonly terms: PaceTerms }
  readonly weight: Weight
  readonly estimate: Estimate
  readonly assumed: { readonly octetsPerSecond: number; readonly messagesPerSecond: number }
}

/** An estimate for people: what there is, what holds it back and where that was read, how long it takes. */
export function renderEstimate(estimated: Estimated): string {
  const { source, target, weight, estimate, assumed } = estimated
  const { messages, octets, folders, sampled, unknown, atTarget } = weight
  const lines = [
    `${plain(source.identity)}  →  ${plain(target.identity)}`,
    `  ${plural(messages, 'message')} in ${plural(folders, 'folder')}, ${sampled > 0 ? 'about ' : ''}${bytes(octets)}`,
  ]
  if (sampled > 0)
    lines.push(`  The sizes of ${plural(sampled, 'folder')} come from a sample: the server tells no sum.`)
  if (unknown > 0) lines.push(`  The server tells nothing of ${plural(unknown, 'folder')}: they come on top.`)
  if (atTarget > 0)
    lines.push(
      `  ${plural(atTarget, 'message')} in these folders of the target already: what is there is not copied again.`,
    )
  lines.push('', ...limitLines('out', source.terms), ...limitLines('in', target.terms))
  if (estimate.bound === 'target-out') lines.push(...limitLines('out', target.terms))
  lines.push(
    `  About ${span(estimate.copySeconds + estimate.verifySeconds)}: ${span(estimate.copySeconds)} to copy, ${span(estimate.verifySeconds)} to read it again at the target.`,
    `  What takes most of it: ${DECIDES[estimate.bound]}.`,
    `  Assumed where nothing else holds back: ${bytes(assumed.octetsPerSecond)} and ${count(assumed.messagesPerSecond)} messages a second. A service that throttles makes it longer.`,
  )
  return `${lines.join('\n')}\n`
}

const DECIDES: Readonly<Record<Estimated['estimate']['bound'], string>> = {
  'source-out': 'what the old service lets out a day',
  'target-in': 'what the new service lets in a day',
  'target-out': 'what the new service lets out a day, for reading it again',
  hours: 'the hours of the day',
  bandwidth: 'the bandwidth that was asked for',
  speed: 'the line and the servers',
}

function limitLines(direction: 'out' | 'in', terms: PaceTerms): string[] {
  const limit = terms[direction]
  if (limit === undefined) return []
  const { figure, octets } = limit
  if (figure === undefined) return [`  ${bytes(octets)} a day ${direction} were asked for.`]
  const { value, source, read } = figure
  return [
    `  ${terms.service ?? ''} lets ${bytes(value)} a day ${direction}, of which ${bytes(octets)} are taken (${source}; read ${read}).`,
  ]
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** As exact as an estimate is. */
function span(seconds: number): string {
  if (seconds >= 2 * DAY) return plural(Math.round(seconds / DAY), 'day')
  if (seconds >= 2 * HOUR) return plural(Math.round(seconds / HOUR), 'hour')
  if (seconds >= 2 * MINUTE) return plural(Math.round(seconds / MINUTE), 'minute')
  return plural(Math.max(1, Math.round(seconds)), 'second')
}
