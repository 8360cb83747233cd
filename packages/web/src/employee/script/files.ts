import { tell } from './code.ts'
import { look } from './live.ts'

/** Octets of a piece: on a slow phone some seconds, and no more than that is lost when the line breaks. */
const PIECE = 4 * 1024 * 1024
/** How long it waits for a line before it tries again, in milliseconds; an `online` event comes sooner. */
const AGAIN_MS = 5_000

/** Sends files in pieces, going on where the server says that it is, until all are through. */
export function sendFiles(): void {
  const form = document.querySelector<HTMLFormElement>('form.sends')
  const input = form?.querySelector<HTMLInputElement>('input[type=file]')
  if (form == null || input == null) return
  input.multiple = true
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void sendAll(form, [...(input.files ?? [])])
  })
}

async function sendAll(form: HTMLFormElement, files: readonly File[]): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]')
  const stays = (event: Event) => event.preventDefault()
  if (button !== null) button.disabled = true
  addEventListener('beforeunload', stays)
  form.dataset['sending'] = ''
  tell(form.querySelector('.busy'))
  for (const file of files) {
    if (!(await sendOne(form, file))) break
    await look()
  }
  delete form.dataset['sending']
  removeEventListener('beforeunload', stays)
  if (button !== null) button.disabled = false
  form.reset()
  show(form, undefined, 0)
  const busy = form.querySelector('.busy')
  if (busy !== null) busy.textContent = ''
}

interface Standing {
  readonly id: string
  readonly received: number
  readonly size: number
}

/** False where the server refused: the page says why. */
async function sendOne(form: HTMLFormElement, file: File): Promise<boolean> {
  const announced = { name: file.name, size: file.size, fingerprint: String(file.lastModified) }
  for (;;) {
    try {
      let at = await answered<Standing>('/api/employee/files', 'POST', JSON.stringify(announced))
      while (at.received < file.size) {
        show(form, file, at.received)
        const path = `/api/employee/files/${at.id}/content?offset=${at.received}`
        at = await answered<Standing>(path, 'PUT', file.slice(at.received, at.received + PIECE))
      }
      return true
    } catch (error) {
      if (error instanceof Refused && error.code !== 'offset-differs' && error.code !== 'file-busy') {
        location.assign(`/employee/access?said=${encodeURIComponent(error.code)}`)
        return false
      }
      await line(form)
    }
  }
}

class Refused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

async function answered<T>(path: string, method: string, body: string | Blob): Promise<T> {
  const type = typeof body === 'string' ? 'application/json' : 'application/octet-stream'
  const response = await fetch(path, { method, headers: { 'content-type': type }, body })
  if (response.ok) return (await response.json()) as T
  // What stands between may say anything; the server itself says why.
  if (response.status >= 502 && response.status <= 504) throw new Error('no line')
  throw new Refused(((await response.json()) as { code: string }).code)
}

/** Waits for a line, and says so. */
async function line(form: HTMLFormElement): Promise<void> {
  const busy = form.querySelector<HTMLElement>('.busy')
  if (busy !== null) busy.textContent = busy.dataset['broken'] ?? ''
  await new Promise<void>((go) => {
    setTimeout(go, AGAIN_MS)
    addEventListener('online', () => go(), { once: true })
  })
  tell(busy)
}

function show(form: HTMLFormElement, file: File | undefined, sent: number): void {
  const sending = form.querySelector<HTMLElement>('.sending')
  if (sending === null) return
  sending.hidden = file === undefined
  const name = sending.querySelector('.sending-name')
  if (name !== null) name.textContent = file?.name ?? ''
  const bar = sending.querySelector('progress')
  if (bar !== null) bar.value = file === undefined ? 0 : sent / file.size
}
