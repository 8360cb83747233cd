import { files } from '@caravan/contract'
import { conflict, RequestError } from '../api/problems.ts'

/* Why a file, or a piece of one, is not taken. */

export const tooMany = () =>
  conflict(
    'too-many-files',
    `A mailbox has ${files.MOST_FILES} files at most.`,
    'Pack them into one .zip, or remove those that were refused.',
  )
export const full = () =>
  new RequestError(
    507,
    'disk-full',
    'The server has no room for a file of this size.',
    'Export it in parts, or ask the host administrator for more room.',
  )
export const whole = () => conflict('file-whole', 'All of this file is here already.', 'Hand over the next one.')
export const inUse = () =>
  conflict('file-busy', 'This file is being sent in another window.', 'Close that one, or wait until it is through.')
export const differs = (received: number) =>
  conflict('offset-differs', `${received} octets of this file are here.`, `Go on with octet ${received}.`)
export const noOctets = () =>
  new RequestError(
    415,
    'request-invalid',
    'A piece of a file is sent as it is.',
    'Send it as application/octet-stream.',
  )
export const running = () =>
  conflict(
    'passes-running',
    'A pass is reading this file just now.',
    'Pause the mailbox, wait until the pass has stopped, and remove the file then.',
  )
export const needed = () =>
  conflict(
    'file-needed',
    'A later file was read without what this one has already.',
    'Remove the later one first, or leave both: they are erased when the move is closed.',
  )
