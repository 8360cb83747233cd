import type { Service } from '../../../../api/setup-queries.ts'
import type { Wishes } from './wishes.ts'

export interface FieldsProps {
  readonly service: Service
  readonly wishes: Wishes
  readonly change: (some: Partial<Wishes>) => void
  /** What is wrong with a field, by its name in the API. */
  readonly wrong: (name: string) => string | undefined
}

/** A hint below its field, so that two fields side by side stand level. */
export const BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** What a field for numbers holds. */
export const numberOf = (value: number | string): number | '' => (value === '' ? '' : Number(value))
