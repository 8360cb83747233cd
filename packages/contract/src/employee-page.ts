import { z } from 'zod'
import { day, language, moment, name } from './common.ts'
import { employeeSteps, refusedAccess } from './employees.ts'
import { mailFiles } from './files.ts'
import { route } from './route.ts'

/**
 * One employee's page. These routes take the invitation's token (`Authorization: Bearer invite_…`) or the cookie that it
 * was exchanged for, and show the one mailbox that it is for. Whatever is wrong with either is told alike: `link-ended`.
 */
export const employeePage = z.object({
  company: name,
  displayName: z.string(),
  language,
  addresses: z.object({ old: z.string(), new: z.string().nullable(), aliases: z.array(z.string()) }),
  /** Who invited, as he was called then: whom to ask. */
  invitedBy: z.string(),
  expiresAt: moment,
  move: z.object({
    kind: z.enum(['same-domain', 'new-addresses', 'first-company-mail']),
    timeZone: z.string(),
    /** The stage that the move has come to: of those that are open the latest, else the one before it. */
    stage: z.string(),
    cutOverOn: day.nullable(),
    plan: z.array(z.object({ stage: z.string(), begins: day.nullable(), ends: day.nullable() })),
    /** When copies run; null: at any hour. */
    nightHours: z.object({ from: z.string(), to: z.string() }).nullable(),
  }),
  wave: z.object({ name, startsAt: moment.nullable(), startedAt: moment.nullable() }).nullable(),
  oldService: z
    .object({
      name,
      /** Stable: `gmail`, `yandex`, `mailru`, …, `generic`. */
      provider: z.string(),
      way: z.enum(['password', 'app-password', 'authorisation-code', 'consent', 'other']),
      userName: z.string(),
      /** What to do, in order: keys that a page translates, with English words. */
      steps: z.array(z.object({ key: z.string(), text: z.string() })),
      /** The provider's own page for it. */
      page: z.string().nullable(),
      /** Who asks the owner to agree (`beginOwnConsent`), as `Google`; null: nobody does. */
      consentAt: z.string().nullable(),
    })
    .nullable(),
  newService: z.object({ name, host: z.string(), userName: z.string().nullable() }).nullable(),
  access: z.object({
    state: z.enum(['not-needed', 'asked-for', 'refused', 'given']),
    givenAt: moment.nullable(),
    messages: z.int().nullable(),
    folders: z.int().nullable(),
    refused: refusedAccess.nullable(),
  }),
  /** Where the mail comes from files that are handed over: those that are here. Null: it comes from the old service. */
  files: mailFiles.nullable(),
  progress: z.object({
    state: z.enum(['not-begun', 'waiting', 'copying', 'copied', 'held-up', 'stays']),
    /** Of the source, as the last pass counted them; null before the first. */
    messages: z.int().nullable(),
    /** Of these, those that stand at the new home. */
    arrived: z.int().nullable(),
    lastPassAt: moment.nullable(),
  }),
  steps: employeeSteps,
})

export const openEmployeePage = route({
  id: 'openEmployeePage',
  method: 'POST',
  path: '/api/employee/session',
  access: 'public',
  summary:
    'Exchanges an invitation’s token for a cookie of two hours (httpOnly, SameSite=Strict) and gives the page. The token comes in the body alone.',
  body: z.object({ token: z.string().max(200) }),
  answer: employeePage,
})

export const closeEmployeePage = route({
  id: 'closeEmployeePage',
  method: 'DELETE',
  path: '/api/employee/session',
  access: 'employee',
  summary: 'Ends the session of the cookie; the link goes on.',
  status: 204,
})

export const readEmployeePage = route({
  id: 'readEmployeePage',
  method: 'GET',
  path: '/api/employee/page',
  access: 'employee',
  summary: 'One’s own page: what happens when, how to sign in at the old service, how far one’s mailbox is.',
  answer: employeePage,
})

export const chooseLanguage = route({
  id: 'chooseLanguage',
  method: 'PUT',
  path: '/api/employee/language',
  access: 'employee',
  summary: 'Chooses the language of one’s page and letters.',
  body: z.object({ language }),
  status: 204,
})

export const giveAccess = route({
  id: 'giveAccess',
  method: 'PUT',
  path: '/api/employee/access',
  access: 'employee',
  summary:
    'Gives the old mailbox’s password, app password or authorisation code. It is tried at once; what signs in is sealed in the vault, what does not is kept nowhere and refused with the reason (422) and the server’s words. Five tries in 15 minutes, 20 a day. A copy that waited for it goes on.',
  body: z.object({ password: z.string().min(1).max(1_000) }),
  answer: z.object({
    /** Null where the server did not say in time. */
    messages: z.int().nullable(),
    folders: z.int().nullable(),
  }),
})

export const tickSteps = route({
  id: 'tickSteps',
  method: 'PUT',
  path: '/api/employee/steps',
  access: 'employee',
  summary: 'Says what one has done at the new home, or takes it back.',
  body: z
    .object({
      signedIn: z.boolean(),
      passwordChanged: z.boolean(),
      secondFactor: z.boolean(),
      oldAccountRemoved: z.boolean(),
    })
    .partial()
    .refine((steps) => Object.keys(steps).length > 0, 'Name a step.'),
  answer: employeeSteps,
})
