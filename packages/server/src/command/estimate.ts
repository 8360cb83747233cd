import { weigh } from '@caravan/core/engine'
import { ASSUMED_SPEED, type Endpoint, estimate as estimateOf, type PaceTerms, termsAt } from '@caravan/core/services'
import { type Estimated, renderEstimate } from '../render/estimated.ts'
import { mailboxAt } from './account.ts'
import { type CommandLine, rulesOf } from './options.ts'
import { paceOf } from './pace.ts'
import type { Streams } from './streams.ts'

/** `caravan estimate`: how long a copy will take under what the services allow. Needs no ledger, changes nothing. */
export async function estimate({ values }: CommandLine, streams: Streams): Promise<number> {
  const rules = rulesOf(values)
  const pace = paceOf(values)
  const from = await mailboxAt('from', values)
  const to = await mailboxAt('to', values)
  const { source, target, weight } = await look(from, to, async (one, other) => ({
    source: { identity: from.identity, terms: termsAt(from.identity, one.profile, pace.from) },
    target: { identity: to.identity, terms: termsAt(to.identity, other.profile, pace.to) },
    weight: await weigh(one, other, rules),
  }))
  const found = estimateOf(weight, source.terms, target.terms, ASSUMED_SPEED, Date.now())
  const estimated: Estimated = { source, target, weight, estimate: found, assumed: ASSUMED_SPEED }
  streams.out.write(values.json === true ? `${JSON.stringify(asJson(estimated))}\n` : renderEstimate(estimated))
  return 0
}

type Opened = Awaited<ReturnType<Endpoint['connect']>>

/** Closes what was opened also where the other side lets nobody in: an open session keeps the command from ending. */
async function look<T>(from: Endpoint, to: Endpoint, work: (from: Opened, to: Opened) => Promise<T>): Promise<T> {
  const one = await from.connect()
  try {
    const other = await to.connect()
    try {
      return await work(one, other)
    } finally {
      await other.close()
    }
  } finally {
    await one.close()
  }
}

function asJson({ source, target, weight, estimate: found, assumed }: Estimated): object {
  const { messages, octets, folders, sampled, unknown, atTarget } = weight
  return {
    source: source.identity,
    target: target.identity,
    ...{
      folders,
      messages,
      bytes: octets,
      foldersSampled: sampled,
      foldersUnknown: unknown,
      messagesAtTarget: atTarget,
    },
    limits: { source: termsJson(source.terms), target: termsJson(target.terms) },
    seconds: {
      total: Math.round(found.copySeconds + found.verifySeconds),
      copy: Math.round(found.copySeconds),
      verify: Math.round(found.verifySeconds),
    },
    decidedBy: found.bound,
    assumed: { bytesPerSecond: assumed.octetsPerSecond, messagesPerSecond: assumed.messagesPerSecond },
  }
}

const termsJson = ({ service, out, in: into, bandwidth, hours }: PaceTerms): object => ({
  service: service ?? null,
  outPerDay: limitJson(out),
  inPerDay: limitJson(into),
  bandwidth: bandwidth ?? null,
  hours: hours ?? null,
})

const limitJson = (limit: PaceTerms['out']): object | null =>
  limit === undefined
    ? null
    : {
        bytes: limit.octets,
        allowed: limit.figure?.value ?? null,
        source: limit.figure?.source ?? null,
        read: limit.figure?.read ?? null,
      }
