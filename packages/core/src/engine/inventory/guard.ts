import { CaravanError } from '../../model/index.ts'

/** A mailbox smaller than this may halve for ordinary reasons. */
const SMALL = 20

/** The pass wants a decision: going on could mean that mail is lost unnoticed. */
export class UndecidedError extends CaravanError {
  constructor(code: string, message: string, remedy: string) {
    super(code, message, remedy)
    this.name = 'UndecidedError'
  }
}

const shrunken = (before: number, now: number): boolean =>
  before > 0 && (now <= 0 || (before >= SMALL && now < before / 2))

/** An emptied or shrunken source is what a wrong password, a wrong host or a broken server looks like. */
export function assertSourceNotShrunken(before: number, now: number): void {
  if (!shrunken(before, now)) return
  throw new UndecidedError(
    'source-shrunken',
    `The source held ${before} messages when it was last read and holds ${now} now.`,
    'Look whether it is the right mailbox. If it was emptied on purpose, run again with --accept-shrunken-source. Nothing was touched.',
  )
}

/** Copies that vanished together were hardly deleted by hand, one by one. */
export function assertTargetNotShrunken(before: number, missing: number): void {
  if (missing === 0 || !shrunken(before, before - missing)) return
  throw new UndecidedError(
    'target-shrunken',
    `Of ${before} messages copied before, ${missing} are no longer at the target.`,
    'If people deleted them, run again with --accept-removed; to have them copied again, with --copy-again. Nothing was touched.',
  )
}
