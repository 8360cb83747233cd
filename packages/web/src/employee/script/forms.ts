import { tell } from './code.ts'

/** What somebody typed is shown when asked for, and a check that takes long says so. */
export function showWork(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-reveal]')) offerReveal(button)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-busy]')) {
    form.addEventListener('submit', () => setBusy(form, true))
    // Who comes back by the browser's button finds the form as it was.
    addEventListener('pageshow', () => setBusy(form, false))
  }
}

function offerReveal(button: HTMLButtonElement): void {
  const field = document.getElementById(button.dataset['reveal'] ?? '')
  if (!(field instanceof HTMLInputElement)) return
  button.hidden = false
  button.addEventListener('click', () => {
    field.type = field.type === 'password' ? 'text' : 'password'
    const { other = '' } = button.dataset
    button.dataset['other'] = button.textContent
    button.textContent = other
  })
}

function setBusy(form: HTMLFormElement, busy: boolean): void {
  form.setAttribute('aria-busy', String(busy))
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]')
  if (button !== null) button.disabled = busy
  const says = form.querySelector('.busy')
  if (busy) tell(says)
  else if (says !== null) says.textContent = ''
}
