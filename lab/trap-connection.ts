import type { Socket } from 'node:net'
import { ImapPieces, type Piece } from './imap-pieces.ts'
import type { Caught, TrapCommand, TrapPlace } from './trap-types.ts'

/** A command and what is to be done with it. */
export interface Passing extends TrapCommand {
  literals: number[]
  answer: string | undefined
  /** Where it is caught; undefined once it was, or where nobody asked. */
  at: TrapPlace | undefined
  caught: (caught: Caught) => Promise<void>
  literalBytes: number
  answerBytes: number
  /** It was held and let go: the server gets to answer it even where its client is gone. */
  released: boolean
  /** Its client has sent all of it. */
  whole: boolean
  asking: boolean
  settle: PromiseWithResolvers<string | undefined>
}

/** One client and its server: two directions, each a loop over its pieces that waits wherever a command is held. */
export class TrapConnection {
  readonly #client: Socket
  readonly #server: Socket
  readonly #meet: (line: { tag: string; name: string; text: string }) => Passing
  readonly #fromClient = new ImapPieces('client')
  readonly #fromServer = new ImapPieces('server')
  /** Not answered yet, in the order in which they came. */
  readonly #open: Passing[] = []
  #current: Passing | undefined
  /** What came of a command that is gathered whole; undefined while bytes are passed on as they come. */
  #gathered: Buffer[] | undefined
  /** Continuations of the server that the client was already given. */
  #given = 0
  #opaque = false
  #cut = false
  #wakeDrain: () => void = () => undefined

  constructor(client: Socket, server: Socket, meet: (line: { tag: string; name: string; text: string }) => Passing) {
    this.#client = client
    this.#server = server
    this.#meet = meet
    for (const socket of [client, server]) socket.on('error', () => undefined)
  }

  /** Passes everything on until both sides have ended. */
  async run(): Promise<void> {
    await Promise.all([this.#upstream(), this.#downstream()])
    this.cut()
  }

  /** Ends both sides; each gets what was passed on before. */
  cut(): void {
    this.#cut = true
    this.#client.destroySoon()
    this.#server.destroySoon()
    this.#gone()
  }

  /** Ends both sides at once, whatever was still to be written to them. */
  destroy(): void {
    this.#cut = true
    this.#client.destroy()
    this.#server.destroy()
    this.#gone()
  }

  async #upstream(): Promise<void> {
    await each(this.#client, async (chunk) => {
      if (this.#opaque) return write(this.#server, chunk)
      for (const piece of this.#fromClient.push(chunk)) {
        if (piece.kind === 'line') await this.#clientLine(piece)
        else await this.#clientLiteral(piece.bytes)
        if (this.#cut) return
      }
    })
    await this.#drained()
    this.#server.end()
  }

  async #clientLine(piece: Piece & { kind: 'line' }): Promise<void> {
    if (!piece.continues && !this.#isDialogue(piece.text)) {
      const [, tag = '', text = ''] = /^(\S*) ?(.*)$/s.exec(piece.text) ?? []
      const [, name = ''] = /^((?:UID )?\S+)/i.exec(text) ?? []
      const command = this.#meet({ tag, name: name.toUpperCase(), text })
      this.#current = command
      this.#open.push(command)
      if (command.at === 'before') await this.#hold(command)
      if (command.at === 'whole') this.#gathered = []
    }
    const command = this.#current
    if (command && piece.literal) {
      command.literals.push(piece.literal.size)
      command.asking = piece.literal.asks
    }
    await this.#up(piece.bytes)
    if (command === undefined) return
    if (piece.literal && this.#gathered && command.asking) {
      command.asking = false
      this.#given++
      await write(this.#client, Buffer.from('+ OK\r\n'))
    }
    if (piece.literal && isLiteral(command.at) && command.at.literalBytes === 0) await this.#hold(command)
    command.whole = !piece.literal
    if (piece.literal || !this.#gathered) return
    const whole = Buffer.concat(this.#gathered)
    this.#gathered = undefined
    await this.#hold(command)
    await this.#up(whole)
  }

  async #clientLiteral(bytes: Buffer): Promise<void> {
    const command = this.#current
    const at = command?.at
    if (command === undefined || !isLiteral(at) || command.literalBytes + bytes.length < at.literalBytes) {
      if (command) command.literalBytes += bytes.length
      return this.#up(bytes)
    }
    const here = at.literalBytes - command.literalBytes
    command.literalBytes += bytes.length
    await this.#up(bytes.subarray(0, here))
    await this.#hold(command)
    await this.#up(bytes.subarray(here))
  }

  /** A client's line that begins no command: it answers a challenge, or ends IDLE (RFC 3501 §6.2.2, RFC 2177). */
  #isDialogue(text: string): boolean {
    const talking = this.#open.at(-1)?.name
    return talking === 'AUTHENTICATE' || (talking === 'IDLE' && text.toUpperCase() === 'DONE')
  }

  async #up(bytes: Buffer): Promise<void> {
    if (this.#cut) return
    if (this.#gathered) this.#gathered.push(Buffer.from(bytes))
    else await write(this.#server, bytes)
  }

  async #downstream(): Promise<void> {
    await each(this.#server, async (chunk) => {
      if (this.#opaque) return write(this.#client, chunk)
      for (const piece of this.#fromServer.push(chunk)) {
        if (piece.kind === 'line' && !piece.continues) await this.#serverLine(piece.text, piece.bytes)
        else await this.#down(piece.bytes)
        if (this.#cut) return
      }
    })
    for (const command of this.#open.splice(0)) command.settle.resolve(undefined)
    this.#gone()
    this.#client.end()
  }

  async #serverLine(text: string, bytes: Buffer): Promise<void> {
    if (text.startsWith('+')) {
      if (this.#given > 0) {
        this.#given--
        return
      }
      if (this.#current) this.#current.asking = false
      return this.#down(bytes)
    }
    const space = text.indexOf(' ')
    const tag = text.slice(0, space)
    const command = tag === '*' ? undefined : this.#open.find((open) => open.tag === tag)
    if (command === undefined) return this.#down(bytes)
    command.answer = text.slice(space + 1)
    // RFC 3501 §4.3: an answer in place of `+` means that the literal is not coming.
    if (command.asking && command === this.#current) this.#fromClient.forgetLiteral()
    if (command.at === 'answer') await this.#hold(command)
    await this.#down(bytes)
    this.#open.splice(this.#open.indexOf(command), 1)
    command.settle.resolve(command.answer)
    if (/^(STARTTLS|COMPRESS)$/.test(command.name) && /^OK\b/i.test(command.answer)) this.#opaque = true
    this.#wakeDrain()
  }

  async #down(bytes: Buffer): Promise<void> {
    const [command] = this.#open
    if (command === undefined || !isAnswer(command.at)) return this.#toClient(bytes)
    const here = command.at.answerBytes - command.answerBytes
    command.answerBytes += bytes.length
    if (bytes.length < here) return this.#toClient(bytes)
    await this.#toClient(bytes.subarray(0, here))
    await this.#hold(command)
    await this.#toClient(bytes.subarray(here))
  }

  async #toClient(bytes: Buffer): Promise<void> {
    if (!this.#cut) await write(this.#client, bytes)
  }

  async #hold(command: Passing): Promise<void> {
    command.at = undefined
    const held = Promise.withResolvers<undefined>()
    await command.caught({
      command,
      answered: command.settle.promise,
      release: () => {
        command.released = true
        held.resolve(undefined)
      },
      cutClient: () => this.#client.destroySoon(),
      cut: () => {
        this.cut()
        held.resolve(undefined)
      },
    })
    await held.promise
  }

  /** Until the server has answered what was held and let go, unless its client went before it had sent it whole. */
  async #drained(): Promise<void> {
    while (!this.#cut && !this.#server.destroyed && this.#open.some((command) => command.released && command.whole))
      await new Promise<void>((resolve) => {
        this.#wakeDrain = resolve
      })
  }

  #gone(): void {
    if (this.#cut) for (const command of this.#open.splice(0)) command.settle.resolve(undefined)
    this.#wakeDrain()
  }
}

const isLiteral = (at: TrapPlace | undefined): at is { literalBytes: number } =>
  typeof at === 'object' && 'literalBytes' in at
const isAnswer = (at: TrapPlace | undefined): at is { answerBytes: number } =>
  typeof at === 'object' && 'answerBytes' in at

/** Hands over what a socket gives, one chunk after the other, until it ends or breaks. */
async function each(socket: Socket, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  try {
    // The other half of the connection stays open when this one ends.
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) await take(chunk as Buffer)
  } catch {
    // A connection that was reset has ended too.
  }
}

async function write(socket: Socket, bytes: Buffer): Promise<void> {
  if (bytes.length === 0 || socket.destroyed || !socket.writable || socket.write(bytes)) return
  await new Promise<void>((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done)
      resolve()
    }
    socket.on('drain', done).on('close', done)
  })
}
