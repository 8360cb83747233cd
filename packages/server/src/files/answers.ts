import { files } from '@caravan/contract'
import { type Answer, actorIn, answer, employeeIn } from '../api/answers.ts'
import { begin, list, ownPath, remove, send } from './receive.ts'

export const fileAnswers: readonly Answer[] = [
  answer(files.listMailFiles, (context, { params }) => list(context, params)),

  answer(files.beginMailFile, (context, asked) => begin(context, asked.params, actorIn(asked), asked.body)),

  answer(files.sendMailFile, (context, asked) =>
    send(context, asked.params, actorIn(asked), asked.query.offset, asked.request.body),
  ),

  answer(files.removeMailFile, (context, asked) => remove(context, asked.params, actorIn(asked))),

  answer(files.beginOwnFile, (context, asked) => {
    const employee = employeeIn(asked)
    return begin(context, ownPath(employee), employee, asked.body)
  }),

  answer(files.sendOwnFile, (context, asked) => {
    const employee = employeeIn(asked)
    const path = { ...ownPath(employee), file: asked.params.file }
    return send(context, path, employee, asked.query.offset, asked.request.body)
  }),

  answer(files.removeOwnFile, (context, asked) => {
    const employee = employeeIn(asked)
    return remove(context, { ...ownPath(employee), file: asked.params.file }, employee)
  }),
]
