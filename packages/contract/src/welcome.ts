import { z } from 'zod'
import { email, inMove, language } from './common.ts'
import { route } from './route.ts'

/** A paragraph or two of the lead's own, in one language. */
const MOST_WORDS = 1_000
const own = z
  .string()
  .trim()
  .max(MOST_WORDS)
  // Lines may end; whatever else steers a terminal or a header does not belong into a letter.
  .regex(/^[^\p{Cc}]*(?:\r?\n[^\p{Cc}]*)*$/u, 'Leave out control characters.')

export const welcomeSettings = z.object({
  /** Until somebody has said so nothing is laid into any mailbox, and afterwards no read flag is looked at. */
  active: z.boolean(),
  /** `switched`: once the stage `cutover` is left. `copied`: once a mailbox was copied, for who hands them out earlier. */
  when: z.enum(['switched', 'copied']),
  /** Whom readers ask, and whom the letter is from; null: the system sender's address, else the mailbox's own. */
  contact: email.nullable(),
  /** In place of nothing: the letter is whole without. */
  words: z.object({ en: own, ru: own, fa: own, zh: own }),
})

const welcome = '/api/organisations/{organisation}/moves/{move}/employees/welcome'

export const readWelcome = route({
  id: 'readWelcome',
  method: 'GET',
  path: welcome,
  access: 'read',
  summary: 'Whether and when a welcome letter is laid into each new mailbox, and what it says beside the usual.',
  params: inMove,
  answer: welcomeSettings,
})

export const writeWelcome = route({
  id: 'writeWelcome',
  method: 'PUT',
  path: welcome,
  access: 'people:write',
  summary: 'Says so. What has been laid stays as it is.',
  params: inMove,
  body: welcomeSettings,
  answer: welcomeSettings,
})

export const previewWelcome = route({
  id: 'previewWelcome',
  method: 'POST',
  path: `${welcome}/preview`,
  access: 'people:write',
  summary:
    'The letter as it would be laid into the first mailbox of the move, or into an invented one. Changes nothing.',
  params: inMove,
  body: welcomeSettings.pick({ contact: true, words: true }).extend({ language }),
  answer: z.object({ from: z.string(), to: z.string(), subject: z.string(), text: z.string() }),
})
