import { z } from 'zod'
import { inOrganisation } from './common.ts'
import { route } from './route.ts'

/** What stands behind `data:` of each event of the stream; its `event:` is the kind, its `id:` the place to resume from. */
export const liveEvent = z.object({
  kind: z.string(),
  at: z.iso.datetime({ offset: true }),
  data: z.record(z.string(), z.unknown()),
})
export type LiveEvent = z.output<typeof liveEvent>

export const streamEvents = route({
  id: 'streamEvents',
  method: 'GET',
  path: '/api/organisations/{organisation}/events',
  access: 'read',
  summary:
    'What happens, live, as server-sent events. Goes on behind `Last-Event-ID` or `after`; `after=0` begins with the oldest that is kept; neither: from now on. An event `reset` says that too much was missed: read anew what is shown.',
  params: inOrganisation,
  query: z.object({ after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional() }),
  produces: 'text/event-stream',
})
