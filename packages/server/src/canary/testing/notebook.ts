import { randomBytes } from 'node:crypto'

/** A text with everything in it that is written differently somewhere. */
export const secret = (): string => `k${randomBytes(6).toString('hex')}"&/+=\\${randomBytes(4).toString('hex')}`

/** What was given in confidence, and what people outside and the logs were told, each by where. */
export class Notebook {
  readonly planted = new Map<string, string>()
  readonly told: { readonly where: string; readonly text: string }[] = []
  readonly #shown: string[] = []

  readonly plant = (where: string, text = secret()): string => {
    this.planted.set(where, text)
    return text
  }

  /** One that is told on purpose, once, to who asked: from there on it is a secret as any other. */
  readonly show = (text: string): void => {
    this.#shown.push(text)
  }

  readonly listen = (where: string, text: string): void => {
    this.told.push({ where, text: this.#shown.reduce((rest, one) => rest.replace(one, ''), text) })
  }
}
