import { addressOf, nameOf, newAddressOf, newPassword, oldPassword, PLANTED, ROSTER } from './roster.ts'

/** Columns as a company's administrator writes them. */
const HEADINGS = [
  ...['Name', 'First name', 'Last name', 'Email', 'Password', 'New email', 'New password', 'Type', 'Department'],
  ...['Wave', 'Decision', 'Owner', 'Notes'],
]

/** The administrator's list of all mailboxes, as CSV with its wrong and its missing password. */
export function demoList(): string {
  const rows = ROSTER.map((one) => {
    const copied = one.decision !== 'leave behind'
    // Passwords of who has left are not known: the administrator of the old service opens those.
    const old = one.decision === 'move' ? passwordInList(one.local) : ''
    return [
      ...[nameOf(one), one.first, one.last, addressOf(one), old],
      ...(copied ? [newAddressOf(one), newPassword(one)] : ['', '']),
      ...[one.kind, one.department, one.wave, one.decision, one.owner, one.notes],
    ]
  })
  return [HEADINGS, ...rows].map((cells) => cells.map(cell).join(',')).join('\r\n')
}

function passwordInList(local: string): string {
  if (local === PLANTED.noPassword) return ''
  return local === PLANTED.wrongPassword ? `${local}-oak-2018` : oldPassword({ local })
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
