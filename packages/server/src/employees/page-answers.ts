import { employeePage } from '@caravan/contract'
import { type Answer, answer, employeeIn } from '../api/answers.ts'
import { give, openPage, readPage, secure, speak, tick } from './acts.ts'
import { endSession } from './caller.ts'

export const employeePageAnswers: readonly Answer[] = [
  answer(employeePage.openEmployeePage, async (context, { body, request, reply }) => {
    const { page, cookies } = await openPage(context, body.token, request.ip)
    reply.header('set-cookie', cookies)
    return page
  }),

  answer(employeePage.closeEmployeePage, async (context, { request, reply }) => {
    reply.header('set-cookie', await endSession(context.database.kysely, request.headers.cookie, secure(context)))
  }),

  answer(employeePage.readEmployeePage, (context, asked) => readPage(context, employeeIn(asked))),

  answer(employeePage.chooseLanguage, (context, asked) => speak(context, employeeIn(asked), asked.body.language)),

  answer(employeePage.giveAccess, (context, asked) =>
    give(context, employeeIn(asked), asked.request.ip, asked.body.password),
  ),

  answer(employeePage.tickSteps, (context, asked) => tick(context, employeeIn(asked), asked.body)),
]
