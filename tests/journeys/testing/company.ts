import { type Dovecot, generateMailbox, writeMaildir } from '@caravan/lab'
import { letters } from './letters.ts'
import { PASSWORD } from './mail-server.ts'

/** Somebody of the company, as its old provider's list has him. */
export interface Employee {
  readonly first: string
  readonly last: string
  readonly address: string
  readonly wave: 'Pilot' | 'Everybody'
}

const OLD = 'kestrel.example'

// Two are called Anna Petrova, in two scripts.
const NAMES = [
  ...['Anna Petrova', 'Ben Okafor', 'Clara Duarte', 'David Lindqvist', 'Elif Kaya', 'Frank Moreau', 'Grace Adeyemi'],
  ...['Hugo Marchetti', 'Ines Carvalho', 'Jonas Weber', 'Katrin Vogel', 'Liam Byrne', 'Marta Nowak', 'Nils Bergman'],
  ...['Olga Horvat', 'Pablo Reyes', 'Quentin Dubois', 'Rosa Bianchi', 'Stefan Ilic', 'Tomas Novak'],
  ...['Анна Петрова', 'Дмитрий Орлов', 'Елена Соколова', 'Юрий Щербаков', 'Мария Иванова', 'Павел Чернов'],
  ...['زهرا محمدی', 'علی رضایی', 'مریم حسینی', 'رضا کریمی', 'سارا احمدی'],
  ...['伟 王', '芳 李', '娜 张', '强 刘'],
  ...['Ulrich Brandt', 'Vera Klein', 'Wanda Zielinska'],
]
const ROLES = ['info', 'sales']

/** Forty mailboxes: thirty-eight people and two addresses that belong to no one person. */
export const EMPLOYEES: readonly Employee[] = [
  ...NAMES.map((name, index): Employee => {
    const [first = '', last = ''] = name.split(' ')
    return { first, last, address: `user${index + 1}@${OLD}`, wave: index < 5 ? 'Pilot' : 'Everybody' }
  }),
  ...ROLES.map((role): Employee => ({ first: '', last: '', address: `${role}@${OLD}`, wave: 'Everybody' })),
]

/** The list as the company's administrator brings it, with three rows that cannot be right. */
export function peopleCsv(): string {
  const heading = 'Email Address;First Name;Last Name;Wave;New password'
  const rows = EMPLOYEES.map(({ address, first, last, wave }) => [address, first, last, wave, PASSWORD])
  const wrong = [
    ['user3@kestrel.example', 'Clara', 'Duarte', 'Everybody', ''],
    ['nobody@kestrel', 'No', 'Body', '', ''],
    ['', 'A', 'Guest', '', ''],
  ]
  return [heading, ...[...rows, ...wrong].map((cells) => cells.join(';'))].join('\r\n')
}

/** Nobody's mailbox, and forgotten by the list. */
export const FORGOTTEN = `jobs@${OLD}`

/** Fills everybody's old mailbox; how many messages each has. */
export function fillOldMailboxes(old: Dovecot): ReadonlyMap<string, number> {
  return new Map(
    EMPLOYEES.map(({ address }, index) => {
      const count = 5 + (index % 8) * 4
      generateMailbox(old.mailDir(address), { count, seed: index + 1 })
      if (index > 0) return [address, count]
      // Mail came to an address that stands in no list.
      const raw = Buffer.from(`To: Jobs <${FORGOTTEN}>\r\nSubject: Application\r\n\r\nDear all,\r\n`)
      writeMaildir(old.mailDir(address), 'INBOX', [{ raw, date: new Date('2024-05-06T08:00:00Z') }])
      return [address, count + 1]
    }),
  )
}

/** New mail comes in for each of these users. */
export function mailArrives(server: Dovecot, users: readonly string[], key: string, count: number): void {
  // Its arrival is now: what came before the switch and what came after it are told apart by that.
  for (const user of users)
    writeMaildir(server.mailDir(user), 'INBOX', letters(count, `${key}-${user}`, { date: new Date() }))
}
