import { RequestError } from '../api/problems.ts'
import type { Form } from './forms.ts'

/** A form that holds a file: its fields, which stand before it, and the octets of the file, which come while they are read. */
export interface FormFile {
  readonly fields: Form
  readonly name: string
  readonly body: AsyncIterable<Buffer>
}

const LARGEST_HEADER = 8_192
const LARGEST_VALUE = 1_000
const MOST_FIELDS = 20
const LINE_END = Buffer.from('\r\n')
const HEADER_END = Buffer.from('\r\n\r\n')

/**
 * Reads a form as browsers send it with a file (RFC 7578): for pages whose script does not run. Holds no more of it than
 * what has come and is not read. Throws 400 `form-broken`.
 */
export async function readFormFile(contentType: string, octets: AsyncIterable<Buffer>): Promise<FormFile> {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) throw broken()
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  const parts = new Parts(octets)
  await parts.until(delimiter, LARGEST_HEADER)
  const fields: Record<string, string> = {}
  for (let field = 0; field < MOST_FIELDS; field++) {
    // Two hyphens instead would end the form: without a file it is not what was asked for.
    if ((await parts.until(LINE_END, 2)).length > 0) break
    const header = (await parts.until(HEADER_END, LARGEST_HEADER)).toString()
    const name = parameter(header, 'name')
    const file = parameter(header, 'filename')
    if (name === undefined) break
    if (file !== undefined) return { fields, name: file, body: parts.body(delimiter) }
    fields[name] = (await parts.until(delimiter, LARGEST_VALUE)).toString()
  }
  throw broken()
}

/** Of Content-Disposition; browsers write a quotation mark as `%22` (HTML, multipart/form-data encoding algorithm). */
const parameter = (header: string, name: string): string | undefined =>
  new RegExp(`^content-disposition:[^\\r\\n]*;\\s*${name}="([^"\\r\\n]*)"`, 'im')
    .exec(header)?.[1]
    ?.replaceAll('%22', '"')

class Parts {
  readonly #octets: AsyncIterator<Buffer>
  // The first boundary stands at the beginning, as if a line had ended before it.
  #held: Buffer = LINE_END

  constructor(octets: AsyncIterable<Buffer>) {
    this.#octets = octets[Symbol.asyncIterator]()
  }

  /** What stands before some octets, which are taken too. Throws where it is more than `most`, or they do not come. */
  async until(wanted: Buffer, most: number): Promise<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(wanted)
      if (at > most || (at === -1 && this.#held.length > most + wanted.length)) throw broken()
      if (at !== -1) {
        const before = this.#held.subarray(0, at)
        this.#held = this.#held.subarray(at + wanted.length)
        return before
      }
      await this.#more()
    }
  }

  /** What stands before some octets, as it comes. Throws where they do not come. */
  async *body(wanted: Buffer): AsyncGenerator<Buffer, void, undefined> {
    for (;;) {
      const at = this.#held.indexOf(wanted)
      // The last octets may be the beginning of what is looked for.
      const sure = at === -1 ? Math.max(0, this.#held.length - wanted.length) : at
      if (sure > 0) yield this.#held.subarray(0, sure)
      this.#held = this.#held.subarray(sure)
      if (at !== -1) return
      await this.#more()
    }
  }

  async #more(): Promise<void> {
    const next = await this.#octets.next()
    if (next.done === true) throw broken()
    this.#held = Buffer.concat([this.#held, next.value])
  }
}

const broken = () =>
  new RequestError(
    400,
    'form-broken',
    'The form did not come through whole.',
    'Choose the file once more, and send it again.',
  )
