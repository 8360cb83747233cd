import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const DEMO = fileURLToPath(new URL('../../lab/demo.ts', import.meta.url))

const running = new Set<ChildProcess>()
afterAll(() => {
  // Only where a test failed half way is anything left.
  for (const child of running) child.kill('SIGINT')
})

/** The demo as a program; the next line that is meant, of those that it prints. */
function demo() {
  const child = spawn(process.execPath, [DEMO, '--quick'], { stdio: ['pipe', 'pipe', 'inherit'] })
  running.add(child)
  const exit = once(child, 'exit').then(([status]) => {
    running.delete(child)
    return status as number | null
  })
  const lines: string[] = []
  const waiting = new Set<() => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    for (const look of waiting) look()
  })
  let read = 0
  const next = (meant: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        for (; read < lines.length; read++) {
          const [found] = meant.exec(lines[read] ?? '') ?? []
          if (found === undefined) continue
          read++
          waiting.delete(look)
          resolve(found)
          return
        }
      }
      waiting.add(look)
      void exit.then((status) => reject(new Error(`the demo ended with ${status}:\n${lines.join('\n')}`)))
      look()
    })
  return {
    ...{ next, exit },
    pid: child.pid ?? 0,
    type: (line: string) => child.stdin.write(`${line}\n`),
    interrupt: () => child.kill('SIGINT'),
  }
}

const LINK = /http:\/\/127\.0\.0\.1:\d+\/demo\/\S+/

/** Files, and processes that have one of them in their command line. */
function leftOf(pid: number): string[] {
  const name = `caravan-lab-${pid}-`
  const commands = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => {
      try {
        return readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ')
      } catch {
        return ''
      }
    })
  return [
    ...readdirSync(tmpdir()).filter((entry) => entry.startsWith(name)),
    ...commands.filter((command) => command.includes(name)),
  ]
}

it('two demos run beside each other, and Ctrl-C ends each wholly', { timeout: 240_000 }, async () => {
  const [one, other] = [demo(), demo()]
  const links = await Promise.all([one.next(LINK), other.next(LINK)])
  const cookies: string[] = []
  for (const link of links) {
    const came = await fetch(link, { redirect: 'manual' })
    expect(came.status).toBe(303)
    cookies.push(came.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  }
  // As a browser would, which keeps the cookies of both: neither signs the other out.
  for (const link of links) {
    const me = await fetch(new URL('/api/me', link), { headers: { cookie: cookies.join('; ') } })
    expect(await me.json()).toMatchObject({ email: 'karimova@alvero.example' })
  }
  expect(leftOf(one.pid)).not.toEqual([])

  // In the middle of its set-up.
  one.interrupt()
  expect(await one.exit).toBe(0)
  expect(leftOf(one.pid)).toEqual([])

  other.type('')
  expect((await fetch(await other.next(LINK), { redirect: 'manual' })).status).toBe(303)
  // In the middle of its copy.
  await other.next(/is home/)
  other.interrupt()
  expect(await other.exit).toBe(0)
  expect(leftOf(other.pid)).toEqual([])
})

it('Ctrl-C before it has begun to listen leaves nothing either', { timeout: 120_000 }, async () => {
  const early = demo()
  await early.next(/start …/)
  early.interrupt()
  expect(await early.exit).toBe(0)
  expect(leftOf(early.pid)).toEqual([])
})
