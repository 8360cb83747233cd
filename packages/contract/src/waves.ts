import { z } from 'zod'
import { id, inMove, moment, name } from './common.ts'
import { wave } from './moves.ts'
import { progress } from './overview.ts'
import { route } from './route.ts'

const waves = '/api/organisations/{organisation}/moves/{move}/waves'

export const readWaveProgress = route({
  id: 'readWaveProgress',
  method: 'GET',
  path: `${waves}/progress`,
  access: 'read',
  summary: 'How many mailboxes of each wave stand where; those in no wave under `null`.',
  params: inMove,
  answer: z.object({ items: z.array(progress.extend({ wave: id.nullable() })) }),
})

export const orderWaves = route({
  id: 'orderWaves',
  method: 'PUT',
  path: `${waves}/order`,
  access: 'move:write',
  summary: 'Puts the waves of a move into an order: every wave is named once.',
  params: inMove,
  body: z.object({ waves: z.array(id).max(1_000) }),
  answer: z.object({ items: z.array(wave) }),
})

export const splitIntoWaves = route({
  id: 'splitIntoWaves',
  method: 'POST',
  path: `${waves}/split`,
  access: 'move:write',
  summary:
    'Makes waves behind those that there are, and puts into them, in equal parts, the mailboxes that are in none: the urgent ones first. Those that stay or are left behind remain in none.',
  params: inMove,
  body: z.object({
    waves: z
      .array(z.object({ name, startsAt: moment.nullable().default(null) }))
      .min(1)
      .max(50),
  }),
  status: 201,
  answer: z.object({ items: z.array(wave), /** Mailboxes that are in a wave now. */ placed: z.int() }),
})
