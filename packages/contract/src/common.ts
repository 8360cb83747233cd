import { z } from 'zod'

export const id = z.uuid()
/** Names of folders; docs/command.md says what a pattern matches. */
export const folderPatterns = z.array(z.string().min(1).max(500)).max(100)

/** Which folders of the old mailbox are not copied, and where others go. */
export const folderRules = z.object({
  exclude: folderPatterns,
  map: z.array(z.object({ from: z.string().min(1).max(500), to: z.string().min(1).max(500) })).max(100),
})

export const moment = z.iso.datetime({ offset: true })
export const day = z.iso.date()
/** What people call a thing: one line, no control characters. */
export const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, 'Leave out control characters.')
/** A remark or a reason, of several lines. */
export const text = z.string().trim().max(4_000)
/** The languages of employees' pages and letters. */
export const language = z.enum(['en', 'ru', 'fa', 'zh'])
export const email = z.email().max(254).toLowerCase()

/** How refusals look: RFC 9457 (problem details), with a code of ours and the next step. */
export const problem = z.object({
  status: z.int(),
  code: z.string(),
  title: z.string(),
  remedy: z.string(),
  /** The mail server's own words, where one spoke. */
  serverReply: z.string().optional(),
  /** Of a request that is not as it should be: where and what. */
  fields: z
    .array(
      z.object({
        path: z.string(),
        message: z.string(),
        /** What is wrong, for a program: `too_small`, `too_big`, `invalid_format`, … as zod names it. */
        code: z.string().optional(),
        /** The least or most that there may be, of `too_small` and `too_big`. */
        bound: z.number().optional(),
      }),
    )
    .optional(),
})
export type Problem = z.output<typeof problem>

/** A page of a list: what comes after is asked for with `after`. */
export const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.string().max(500).optional(),
})

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), /** Undefined on the last page. */ next: z.string().optional() })

export const inOrganisation = z.object({ organisation: id })
export const inMove = z.object({ organisation: id, move: id })
