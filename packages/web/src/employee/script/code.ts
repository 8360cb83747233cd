const CODE = /invite_[\w-]{22}(?![\w-])/

/** Exchanges the code behind the # of the link for a session, once; it stands in the address bar no longer than that. */
export function takeCode(): void {
  take()
  // The link of a newer letter, opened where an older one was.
  addEventListener('hashchange', take)
}

function take(): void {
  const code = CODE.exec(location.hash)?.[0]
  if (location.hash !== '') history.replaceState(null, '', location.pathname)
  if (code !== undefined) void exchange(code)
}

async function exchange(code: string): Promise<void> {
  const { documentElement: root } = document
  root.dataset['opening'] = ''
  tell(document.querySelector('.opening'))
  try {
    const response = await fetch('/api/employee/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: code }),
    })
    const said = response.ok ? undefined : ((await response.json()) as { code: string }).code
    location.replace(said === undefined ? '/employee' : `/employee?said=${encodeURIComponent(said)}`)
  } catch {
    // No way to the server just now: the code waits in the field, for another try.
    delete root.dataset['opening']
    const link = document.querySelector<HTMLInputElement>('#link')
    if (link !== null) link.value = code
    const offline = document.querySelector<HTMLElement>('[data-offline]')
    if (offline === null) return
    offline.hidden = false
    offline.textContent = offline.dataset['offline'] ?? ''
  }
}

/** A region that is read out says what it holds once it changes. */
export function tell(region: Element | null): void {
  if (region instanceof HTMLElement) region.textContent = region.dataset['says'] ?? ''
}
