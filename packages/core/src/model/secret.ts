import { inspect } from 'node:util'
import { markAsUncloneable } from 'node:worker_threads'

/** What a secret shows of itself, wherever it is printed. */
export const SECRET_MARK = '[secret]'

/**
 * A password, token or key that nothing prints by accident: texts, template literals, JSON, `util.inspect`, logs and
 * the causes of errors show a mark. A copy to another thread or by `structuredClone` is refused. The only way to the
 * value is `reveal()`, so that every place that opens one can be found by that word.
 *
 * The value is a JavaScript string: it cannot be wiped, and stands in the memory of this process (and in a heap dump)
 * until it is collected.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
    markAsUncloneable(this)
    Object.freeze(this)
  }

  /** The secret itself, for the one call that needs it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return SECRET_MARK
  }

  toJSON(): string {
    return SECRET_MARK
  }

  [Symbol.toPrimitive](): string {
    return SECRET_MARK
  }

  [inspect.custom](): string {
    return SECRET_MARK
  }
}
