import { z } from 'zod'

const MOST_OCTETS = 10 ** 15
const perDay = (least: number) => z.union([z.literal(0), z.int().min(least).max(MOST_OCTETS)]).nullable()

/** What each account may have at a service, in place of what is known of it. Null: as that is known. */
export const pace = z.object({
  /** Octets that are read in any 24 hours; 0: no limit. */
  outPerDay: perDay(10_000),
  /** Octets that are written. */
  inPerDay: perDay(20_000_000),
  /** Octets a second. */
  bandwidth: z.int().min(10_000).max(MOST_OCTETS).nullable(),
})

const figure = z.object({
  value: z.number(),
  /** A page or a document that says so. */
  source: z.string(),
  /** When it was read: `2026-11`. */
  read: z.string(),
})
/** Octets in any 24 hours, with the part of them that passes keep to. */
const dayFigure = figure.extend({ kept: z.number() })

/** What a service lets each of its accounts do, as far as that is known. Null: nothing is known. */
export const knownLimits = z.object({
  name: z.string(),
  outPerDay: dayFigure.nullable(),
  inPerDay: dayFigure.nullable(),
  /** At once. */
  connections: figure.nullable(),
})
