import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Post, startPost, type TakenLetter } from './post.ts'
import { addressOf, nameOf, oldPassword, PLANTED, ROSTER } from './roster.ts'
import type { DemoServers } from './servers.ts'

/** What is not Caravan's: the new service's own administration, what employees know, and the letters that they get. */
export interface Outside extends AsyncDisposable {
  /** A page of it, with its buttons. */
  readonly url: string
  /** The SMTP server to which every letter of the demo goes. */
  readonly post: Post
}

export async function startOutside(servers: Pick<DemoServers, 'giveRoom'>): Promise<Outside> {
  const stack = new AsyncDisposableStack()
  try {
    const post = stack.use(await startPost())
    let given = false
    const server = createServer((request, response) => {
      void answer(request, response, {
        page: () => page(post.letters, given),
        giveRoom: async () => {
          await servers.giveRoom()
          given = true
        },
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    stack.defer(async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    })
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const running = stack.move()
    return { url: `http://127.0.0.1:${port}/`, post, [Symbol.asyncDispose]: () => running.disposeAsync() }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

interface Work {
  readonly page: () => string
  readonly giveRoom: () => Promise<void>
}

interface Reply {
  readonly status: number
  readonly type: 'plain' | 'css' | 'html'
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
}

async function answer(request: IncomingMessage, response: ServerResponse, work: Work): Promise<void> {
  const { status, type, text, headers } = await replyTo(request, work)
  response.writeHead(status, {
    'content-type': `text/${type}; charset=utf-8`,
    'content-security-policy': "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'",
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(text)
}

async function replyTo({ url, method, headers: { host, origin } }: IncomingMessage, work: Work): Promise<Reply> {
  const own = /^127\.0\.0\.1:\d+$/.test(host ?? '')
  // Another site that is open in the same browser presses nothing here.
  const pressed = method === 'POST' && origin === `http://${host}`
  if (!own || (method !== 'GET' && !pressed)) return { status: 403, type: 'plain', text: 'Not from elsewhere.\n' }
  if (url === '/style.css') return { status: 200, type: 'css', text: STYLE }
  if (url === '/room' && pressed) {
    try {
      await work.giveRoom()
    } catch (error) {
      return { status: 500, type: 'plain', text: `${String(error)}\n` }
    }
    return { status: 303, type: 'plain', text: '', headers: { location: '/' } }
  }
  if (url !== '/' || method !== 'GET') return { status: 404, type: 'plain', text: 'Nothing is here.\n' }
  // Letters appear by themselves.
  return { status: 200, type: 'html', text: work.page(), headers: { refresh: '5' } }
}

function page(letters: readonly TakenLetter[], given: boolean): string {
  const full = addressOf({ local: PLANTED.full })
  const named = (local: string) => escaped(ROSTER.filter((one) => one.local === local).map(nameOf)[0] ?? local)
  const password = (local: string) => `<code>${escaped(oldPassword({ local }))}</code>`
  const room = given
    ? `<p class="ok">✓ ${escaped(full)} has 1 GB of room now. Let Caravan try it again.</p>`
    : `<p>${escaped(full)} has no room left.</p>
       <form method="post" action="/room"><button>Give ${named(PLANTED.full)} 1 GB</button></form>`
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Around the demo</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/style.css">
<main><h1>Around the demo</h1>
<p class="quiet">None of this is Caravan: it is what a real company has beside it.</p>
<section><h2>New mail service: its administration</h2>${room}</section>
<section><h2>What people know</h2><ul>
<li><bdi>${named(PLANTED.wrongPassword)}</bdi> has changed her password; it is ${password(PLANTED.wrongPassword)}.</li>
<li><bdi>${named(PLANTED.noPassword)}</bdi> is on holiday. His password is ${password(PLANTED.noPassword)}; nobody has to know it where the old hosting’s administrator signs in.</li>
</ul></section>
<section><h2>Letters that Caravan sent</h2>
${letters.length === 0 ? '<p class="quiet">None yet. They stay on this machine, and appear here.</p>' : `<ul>${letters.map(line).join('')}</ul>`}
</section></main></html>`
}

const line = ({ at, to, subject, link }: TakenLetter): string =>
  `<li><time>${at.toTimeString().slice(0, 5)}</time> <span>to ${escaped(to)}</span>
<strong dir="auto">${escaped(subject)}</strong>
${link === '' ? '' : `<a href="${escaped(link)}" target="_blank" rel="noreferrer">Open its link</a>`}</li>`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('>', '&gt;')

const STYLE = `
:root { color-scheme: light dark; font: 15px/24px system-ui, sans-serif; }
main { max-width: 640px; margin: 40px auto; padding: 0 20px; }
h1 { font-size: 22px; line-height: 32px; } h2 { margin: 0; font-size: 16px; }
section { margin: 20px 0; padding: 16px 20px; border: 1px solid light-dark(#e8e2d8, #4a443b); border-radius: 12px; }
ul { margin: 8px 0 0; padding: 0; list-style: none; } li { padding: 8px 0; overflow-wrap: anywhere; }
strong { display: block; } .quiet, time { color: light-dark(#6b6257, #b3a99b); } .ok { color: light-dark(#246b43, #7fce9f); }
button { min-height: 44px; padding: 0 20px; font: inherit; font-weight: 600; }
code { font-size: 14px; user-select: all; }
`
