import { ServiceError } from '../../services/port.ts'

/** What a server refuses of one folder is a problem of that folder alone: the error comes back as a value. */
export async function unlessRefused<T>(work: () => Promise<T>): Promise<T | ServiceError> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ServiceError && (error.scope === 'folder' || error.scope === 'message')) return error
    throw error
  }
}
