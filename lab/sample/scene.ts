/** Whose letters they are. */
export interface House {
  name: string
  domain: string
}

/** What changes from one telling of a scene to the next. */
export interface Facts {
  /** Our writer and the correspondent, as the other one addresses them. */
  us: string
  them: string
  theirFirm: string
  city: string
  product: string
  /** The product in the case after "for" or "of", where a language has one. */
  ofProduct: string
  quantity: string
  price: string
  total: string
  number: string
  /** Some days after the letter, as the language writes dates. */
  soon: string
  later: string
}

export type Attachment =
  | 'quotation.pdf'
  | 'invoice.pdf'
  | 'packing-list.csv'
  | 'measurements.csv'
  | 'photo.png'
  | 'large-photo.png'

export interface Step {
  from: 'us' | 'them'
  body: (facts: Facts) => string
  attach?: Attachment
  /** Days after the letter before it. */
  after?: number
}

export interface Scene {
  subject: (facts: Facts) => string
  steps: readonly Step[]
}

export interface Correspondent {
  /** As in the From header. */
  name: string
  /** As in a greeting. */
  greeted: string
  address: string
  firm: string
  city: string
}

export interface Product {
  name: string
  of?: string
  unit: string
  /** Per unit, in the language's currency. */
  price: number
  quantity: number
}

/** Everything the sample needs to write in one language. */
export interface Voice {
  language: 'en' | 'ru' | 'fa' | 'zh'
  /** Minutes east of Greenwich. */
  zone: number
  direction: 'ltr' | 'rtl'
  reply: string
  currency: string
  number: (value: number, decimals?: number) => string
  date: (date: Date) => string
  greeting: (name: string) => string
  closing: string
  correspondents: readonly Correspondent[]
  products: readonly Product[]
  scenes: readonly Scene[]
  /** Short letters to the company's shared address: subject and body. */
  enquiries: readonly (readonly [string, string])[]
}

/** Digits in groups of three, with the signs of a language. */
export function grouped(value: number, decimals: number, group: string, point: string): string {
  const [whole = '0', fraction] = value.toFixed(decimals).split('.')
  const groups = whole.replaceAll(/\B(?=(\d{3})+$)/g, group)
  return fraction === undefined ? groups : `${groups}${point}${fraction}`
}
