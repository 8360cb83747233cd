import { discoverService } from '@caravan/contract'
import { dnsResolver } from '@caravan/core/dns'
import { guardedFetch } from '@caravan/core/guard'
import { discover, knownProviders } from '@caravan/core/services'
import { type Answer, answer, standingIn } from '../api/answers.ts'
import { signInAt } from '../moves/services.ts'
import { look } from './look.ts'
import { Turns } from './turns.ts'

/** For one process. A discovery makes up to a hundred look-ups and connections to hosts that a stranger's domain names. */
const turns = new Turns({ aMinute: 10, atOnce: 4 })
/** A look is one connection to one place. */
const looks = new Turns({ aMinute: 60, atOnce: 8 })
/** For one fetch with its redirects. */
const FETCH_MS = 8_000

export const discoverAnswers: readonly Answer[] = [
  answer(discoverService.discover, async ({ guard, ca }, asked) => {
    const tools = { dns: dnsResolver({}), guard, fetch: guardedFetch(guard, { timeoutMs: FETCH_MS, ca }), ca }
    const found = await turns.take(standingIn(asked).organisation, () => discover(asked.body.address, tools))
    return {
      ...found,
      provider:
        found.provider === undefined ? undefined : { ...found.provider, evidence: [...found.provider.evidence] },
      services: found.services.map((one) => ({
        ...one,
        evidence: [...one.evidence],
        capabilities: [...one.capabilities],
      })),
      signIn: [...found.signIn],
      mx: [...found.mx],
      notes: [...found.notes],
      asked: [...found.asked],
    }
  }),

  answer(discoverService.lookAtService, (context, asked) =>
    looks.take(standingIn(asked).organisation, () => look(context, standingIn(asked).organisation, asked.body)),
  ),

  answer(discoverService.listProviders, async () => ({
    items: knownProviders().map((one) => ({ ...one, provider: signInAt(one.host).provider })),
  })),
]
