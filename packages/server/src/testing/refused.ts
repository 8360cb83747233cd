import { ApiError } from '@caravan/contract'

/** How the server refused: status and code. */
export async function refused(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof ApiError) return `${error.problem.status} ${error.problem.code}`
    throw error
  }
  return 'not refused'
}
