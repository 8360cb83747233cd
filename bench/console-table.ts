/**
 * How smoothly the table of mailboxes scrolls in a browser, beside a move of many mailboxes.
 *
 *   node bench/console-table.ts [--mailboxes 100000] [--seconds 10]
 *
 * Chromium (Debian's, without a window) shows the page and scrolls it in three ways, each for some seconds: slowly, as
 * one reads; a screen at a time, as a wheel does it; and by the scroll bar, through everything at once. Printed are the
 * times between frames, how long it takes until rows stand there after a jump, and the memory of the page. Without a
 * graphics card each frame is drawn by the processor: a desk does better. `fillMove` says what the move is like.
 */
import { parseArgs } from 'node:util'
import { moves } from '@caravan/contract'
import { fillMove, startTestServer } from '@caravan/server/testing'
import { chromium, type Page } from 'playwright-core'

const { values } = parseArgs({
  options: { mailboxes: { type: 'string', default: '100000' }, seconds: { type: 'string', default: '10' } },
})
const [mailboxes, seconds] = [Number(values.mailboxes), Number(values.seconds)]

await using running = await startTestServer()
const { owner, organisation, server, url, ownerCookie } = running
const { id: move } = await owner.call(moves.makeMove, {
  params: { organisation },
  body: { name: 'Large', kind: 'new-addresses', ownDomains: ['old.example'] },
})
const params = { organisation, move }
const wave = await owner.call(moves.makeWave, { params, body: { name: 'Pilot' } })
await fillMove(server.context, { ...params, wave: wave.id, mailboxes })

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--enable-precise-memory-info'],
})
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
await context.addCookies(
  ownerCookie.split('; ').map((pair) => {
    const equals = pair.indexOf('=')
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1), url }
  }),
)
const page = await context.newPage()
const begun = performance.now()
await page.goto(`${url}/organisations/${organisation}/moves/${move}/mailboxes`)
await page.locator('[role=grid] [role=row] a').first().waitFor()
say(`${mailboxes} mailboxes; rows stand after ${(performance.now() - begun).toFixed(0)} ms`)
await memory(page, 'before')

/** In the page: scrolls in each frame as `step` says, and gives the times between frames. */
const scroll = (step: string) =>
  page.evaluate<number[]>(`new Promise((done) => {
    const grid = document.querySelector('[role=grid]')
    const times = []
    const end = performance.now() + ${seconds * 1_000}
    let last = performance.now(), frame = 0
    const next = (now) => {
      times.push(now - last)
      last = now
      frame++
      ;(${step})(grid, frame)
      if (performance.now() < end) requestAnimationFrame(next)
      else done(times.slice(1))
    }
    requestAnimationFrame(next)
  })`)

for (const [name, step] of [
  ['still, nothing scrolled', '() => undefined'],
  ['slowly: 20 px a frame', '(grid) => { grid.scrollTop += 20 }'],
  ['a wheel: 400 px each sixth frame', '(grid, n) => { if (n % 6 === 0) grid.scrollTop += 400 }'],
  ['the scroll bar: all of it', '(grid, n) => { grid.scrollTop = (grid.scrollHeight * ((n * 7) % 600)) / 600 }'],
] as const) {
  await page.evaluate(`document.querySelector('[role=grid]').scrollTop = 0`)
  const times = (await scroll(step)).sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1)
  const long = times.filter((time) => time > 50).length
  say(
    `${name.padEnd(36)} ${String(times.length).padStart(5)} frames  p50 ${at(0.5)}  p95 ${at(0.95)}  longest ${at(1)} ms  over 50 ms: ${long}`,
  )
  await memory(page, 'after')
}

const waits: number[] = []
for (let n = 1; n <= 20; n++) {
  const from = performance.now()
  await page.evaluate(
    `document.querySelector('[role=grid]').scrollTop = document.querySelector('[role=grid]').scrollHeight * ${(n * 37) % 100} / 100`,
  )
  await page.waitForFunction(
    `document.querySelectorAll('[role=grid] [aria-busy=true]').length === 0 && document.querySelectorAll('[role=grid] [role=row] a').length > 5`,
  )
  waits.push(performance.now() - from)
}
waits.sort((a, b) => a - b)
say(`rows stand after a jump: median ${(waits[10] ?? 0).toFixed(0)} ms, longest ${(waits.at(-1) ?? 0).toFixed(0)} ms`)
await browser.close()

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function memory(of: Page, when: string): Promise<void> {
  const session = await of.context().newCDPSession(of)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const nodes = await of.evaluate<number>('document.querySelectorAll("*").length')
  await session.detach()
  say(`  ${when}: ${(usedSize / 1_048_576).toFixed(1)} MiB of script's memory, ${nodes} elements`)
}
