import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/**
 * What two servers can do at most: every message fetched over one connection, then appended with MULTIAPPEND over
 * several, with no work in between. The yardstick of bench/copy.ts; it keeps nothing, resumes nothing, proves nothing.
 */
export async function limit(
  source: number,
  target: number,
  from: string,
  to: string,
  connections = 4,
): Promise<{ fetch: number; append: number }> {
  let began = performance.now()
  const batches = await fetchAll(await Raw.open(source, from))
  const fetch = (performance.now() - began) / 1000
  const sessions = await Promise.all(Array.from({ length: connections }, () => Raw.open(target, to)))
  const [first] = sessions
  for (const folder of new Set(batches.map((batch) => batch.folder))) {
    if (folder !== 'INBOX') await first?.command(`CREATE "${folder}"`)
  }
  began = performance.now()
  const left = batches.values()
  await Promise.all(
    sessions.map(async (session) => {
      for (const batch of left) await session.append(batch)
    }),
  )
  const append = (performance.now() - began) / 1000
  for (const session of sessions) session.close()
  return { fetch, append }
}

/**
 * What a client does that sends a message, waits until the server wants its bytes, sends them, and waits for the answer,
 * over one connection. Seconds a message.
 */
export async function oneByOne(target: number, to: string, messages: number): Promise<number> {
  const session = await Raw.open(target, to)
  const body = Buffer.from(`Subject: one\r\n\r\n${'text '.repeat(2_000)}\r\n`)
  const began = performance.now()
  for (let sent = 0; sent < messages; sent++) await session.appendOne('INBOX', body)
  const seconds = (performance.now() - began) / 1000
  session.close()
  return seconds / messages
}

interface Batch {
  readonly folder: string
  readonly bodies: readonly Buffer[]
}

const BATCH = 100

async function fetchAll(session: Raw): Promise<Batch[]> {
  const folders: string[] = []
  for (const line of (await session.command('LIST "" "*"')).toString('latin1').split('\r\n')) {
    const name = /^\* LIST \([^)]*\) "." (?:"(.*)"|(\S+))$/.exec(line)
    const folder = name?.[1] ?? name?.[2]
    if (folder !== undefined) folders.push(folder)
  }
  const batches: Batch[] = []
  for (const folder of folders) {
    await session.command(`EXAMINE "${folder}"`)
    const bodies = literals(await session.command('UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])'))
    for (let at = 0; at < bodies.length; at += BATCH) batches.push({ folder, bodies: bodies.slice(at, at + BATCH) })
  }
  session.close()
  return batches
}

/** The literals of an answer, in order. */
function literals(answer: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = answer.indexOf('}\r\n'); at !== -1; at = answer.indexOf('}\r\n', at)) {
    const open = answer.lastIndexOf('{', at)
    const size = Number(answer.toString('latin1', open + 1, at))
    found.push(answer.subarray(at + 3, at + 3 + size))
    at += 3 + size
  }
  return found
}

/** One connection, one command at a time, answers held whole. */
class Raw {
  readonly #socket: Socket
  #held: Buffer[] = []
  #tag = 0
  #answered: (() => void) | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.#held.push(chunk)
      this.#answered?.()
    })
  }

  static async open(port: number, user: string): Promise<Raw> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    const raw = new Raw(socket)
    await raw.command(`LOGIN ${user} pw`)
    return raw
  }

  async command(text: string): Promise<Buffer> {
    this.#socket.write(`a${++this.#tag} ${text}\r\n`)
    return this.#answer()
  }

  async append({ folder, bodies }: Batch): Promise<void> {
    this.#socket.cork()
    this.#socket.write(`a${++this.#tag} APPEND "${folder}"`)
    for (const body of bodies) {
      this.#socket.write(` () {${body.length}+}\r\n`)
      this.#socket.write(body)
    }
    this.#socket.write('\r\n')
    this.#socket.uncork()
    const answer = await this.#answer()
    if (!answer.includes(` OK`)) throw new Error(answer.toString('latin1', 0, 200))
  }

  async appendOne(folder: string, body: Buffer): Promise<void> {
    this.#socket.write(`a${++this.#tag} APPEND "${folder}" {${body.length}}\r\n`)
    await new Promise<void>((resolve) => {
      this.#answered = resolve
    })
    this.#held = []
    this.#socket.write(Buffer.concat([body, Buffer.from('\r\n')]))
    const answer = await this.#answer()
    if (!answer.includes(` OK`)) throw new Error(answer.toString('latin1', 0, 200))
  }

  close(): void {
    this.#socket.destroy()
  }

  /** Everything up to the tagged line, which no literal of the benchmark's mail ends with. */
  async #answer(): Promise<Buffer> {
    const tag = Buffer.from(`a${this.#tag} `)
    for (;;) {
      const last = this.#held.at(-1)
      if (last?.subarray(-2).equals(Buffer.from('\r\n')) === true) {
        const tail = Buffer.concat(this.#held.slice(-2)).subarray(-2_000)
        const line = tail.lastIndexOf('\r\n', tail.length - 3)
        if (
          tail
            .subarray(line === -1 ? 0 : line + 2)
            .subarray(0, tag.length)
            .equals(tag)
        )
          break
      }
      await new Promise<void>((resolve) => {
        this.#answered = resolve
      })
    }
    const answer = Buffer.concat(this.#held)
    this.#held = []
    return answer
  }
}
