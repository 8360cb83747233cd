import type { Hours, PaceWishes } from '@caravan/core/services'
import type { CommandLine } from './options.ts'
import { UsageError } from './usage.ts'

/** What the command line says of the pace at each side. Throws `UsageError`. */
export function paceOf(values: CommandLine['values']): { readonly from: PaceWishes; readonly to: PaceWishes } {
  const { 'from-daily': fromDaily, 'to-daily': toDaily, bandwidth: rate } = values
  const both = {
    bandwidth: rate === undefined ? undefined : octets('--bandwidth', rate, LEAST_BANDWIDTH),
    hours: values.hours === undefined ? undefined : hoursOf(values.hours),
  }
  const from = daily('--from-daily', fromDaily, LEAST_OUT)
  const to = daily('--to-daily', toDaily, LEAST_IN)
  return {
    // Without a limit nothing holds in the other direction either: a reverse pass, or reading again.
    from: { ...both, outPerDay: from, inPerDay: from === null ? null : undefined },
    to: { ...both, inPerDay: to, outPerDay: to === null ? null : undefined },
  }
}

/** Slower than this a server takes a large message for one that has stopped. */
const LEAST_BANDWIDTH = 10_000
const LEAST_OUT = 10_000
/** What is sent at once is up to 2 MB, and has to be a small part of the measure. */
const LEAST_IN = 20_000_000
const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 }

const daily = (name: string, text: string | undefined, least: number): number | null | undefined =>
  text === undefined ? undefined : text === 'none' ? null : octets(name, text, least)

function octets(name: string, text: string, least: number): number {
  const [, number, unit] = /^(\d{1,12}(?:\.\d{1,3})?)\s?([kmgt]?)b?$/i.exec(text) ?? []
  const value = Math.round(Number(number) * (UNITS[unit?.toLowerCase() ?? ''] ?? Number.NaN))
  if (Number.isNaN(value) || value > Number.MAX_SAFE_INTEGER)
    throw new UsageError(`${name} ${text} is not a size.`, 'Write it as 500MB or 2.5GB.')
  if (value < least) throw new UsageError(`${name} takes at least ${least} octets.`)
  return value
}

function hoursOf(text: string): Hours {
  const [, from, to] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text) ?? []
  const [begin, end] = [from, to].map(minute)
  if (begin === undefined || end === undefined || begin === end)
    throw new UsageError(`--hours ${text} is not a span of the day.`, 'Write it as 20:00-06:00.')
  return { from: begin, to: end }
}

function minute(text: string | undefined): number | undefined {
  const [hours, minutes] = (text ?? '').split(':').map(Number)
  if (hours === undefined || minutes === undefined || hours > 23 || minutes > 59) return undefined
  return hours * 60 + minutes
}
