/**
 * What a column can be taken for. `source…` is the service that is left, `target…` the one that is moved to.
 * `contactAddress` is where the employee can be reached outside of this mailbox; `unused` is known and not needed.
 */
export const FIELDS = [
  'sourceAddress',
  'targetAddress',
  'sourceUser',
  'targetUser',
  'sourcePassword',
  'targetPassword',
  'displayName',
  'firstName',
  'middleName',
  'lastName',
  'nickname',
  'aliases',
  'contactAddress',
  'department',
  'project',
  'wave',
  'kind',
  'owner',
  'decision',
  'notes',
  'unused',
] as const
export type Field = (typeof FIELDS)[number]

/** Values of these never appear in previews, problems or samples. */
export const SECRET_FIELDS: ReadonlySet<Field> = new Set<Field>(['sourcePassword', 'targetPassword'])

/** Fields that several columns may feed. */
export const MANY_FIELDS: ReadonlySet<Field> = new Set<Field>(['aliases', 'notes', 'unused'])

/** How sure a recognition is: the heading says it; part of it, or the content with it; the content alone. */
export type Confidence = 'sure' | 'likely' | 'guess'

/** A field that a column may be, and how strongly, from 0 to 1. */
export interface Candidate {
  readonly field: Field
  readonly weight: number
}

export const confidenceOf = (weight: number): Confidence =>
  weight >= 0.9 ? 'sure' : weight >= 0.6 ? 'likely' : 'guess'
