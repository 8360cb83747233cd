import type { Voice } from '../sample/scene.ts'
import { chinese } from './voices/chinese.ts'
import { english } from './voices/english.ts'
import { persian } from './voices/persian.ts'
import { russian } from './voices/russian.ts'

export const COMPANY = 'Alvero Doors'
export const DOMAIN = 'alvero.example'

/** What becomes of a mailbox, as the company's list says it. */
type Decision = 'move' | 'archive' | 'leave behind'

/** A mailbox of the company as its administrator knows it. */
export interface DemoMailbox {
  local: string
  /** First and last name; of a shared one only the last. */
  first: string
  last: string
  kind: 'person' | 'shared'
  decision: Decision
  wave: 'Pilot' | 'Office' | 'Shared and archive' | ''
  department: string
  notes: string
  owner: string
  /** How much mail it has, in correspondences; each is two to five letters. */
  weight: number
  /** As its owner signs and is greeted, and the languages that are written here. */
  greeted: string
  title: string
  voices: readonly Voice[]
  /** The folder of each year's letters; what has none stays in INBOX. */
  folders: Readonly<Record<number, string>>
  /** Of somebody who has left: the last year of letters. */
  until?: number
}

type Person = readonly [local: string, first: string, last: string, greeted: string, title: string, department: string]

const FOLDERS: Readonly<Record<Voice['language'], Readonly<Record<number, string>>>> = {
  en: { 2024: 'Customers/2024', 2025: 'Customers/2025', 2026: 'Projects/Hotels' },
  ru: { 2024: 'Клиенты/2024', 2025: 'Клиенты/2025', 2026: 'Проекты/Двери «Люкс»' },
  fa: { 2024: 'مشتریان/۱۴۰۳', 2025: 'مشتریان/۱۴۰۴', 2026: 'پروژه‌ها' },
  zh: { 2024: '客户/2024', 2025: '客户/2025', 2026: '工程项目' },
}

const person = (
  [local, first, last, greeted, title, department]: Person,
  voice: Voice,
  weight: number,
  more: Partial<DemoMailbox> = {},
): DemoMailbox => ({
  ...{ local, first, last, greeted, title, department, weight },
  ...{ kind: 'person', decision: 'move', wave: 'Office', notes: '', owner: '' },
  ...{ voices: [voice], folders: FOLDERS[voice.language] },
  ...more,
})

const shared = (
  [local, last, owner]: readonly [string, string, string],
  voices: readonly Voice[],
  weight: number,
  more: Partial<DemoMailbox> = {},
): DemoMailbox => ({
  ...{ local, first: '', last, greeted: COMPANY, title: last, department: '', weight, owner, voices },
  ...{ kind: 'shared', decision: 'move', wave: 'Shared and archive', notes: '' },
  folders: { 2024: 'Done/2024', 2025: 'Done/2025' },
  ...more,
})

/** Twelve who work there, one of them on holiday, and three addresses that several answer. */
const MOVING: readonly DemoMailbox[] = [
  person(['orlov', 'Иван', 'Орлов', 'Иван Сергеевич', 'системный администратор', 'IT'], russian, 90, { wave: 'Pilot' }),
  person(['karimova', 'Ольга', 'Каримова', 'Ольга Рустамовна', 'директор', 'Direction'], russian, 130, {
    wave: 'Pilot',
  }),
  person(['clarke', 'Emma', 'Clarke', 'Emma', 'Export manager', 'Export'], english, 170, { wave: 'Pilot' }),
  person(['petrova', 'Мария', 'Петрова', 'Мария Андреевна', 'менеджер по продажам', 'Sales'], russian, 220),
  person(['lebedev', 'Сергей', 'Лебедев', 'Сергей Олегович', 'начальник цеха', 'Production'], russian, 110),
  person(['hughes', 'Daniel', 'Hughes', 'Daniel', 'Project manager', 'Export'], english, 150, {
    notes: 'On holiday until 30 November; has not given his password.',
  }),
  person(['karimi', 'رضا', 'کریمی', 'جناب آقای کریمی', 'مدیر فروش ایران', 'Sales'], persian, 200),
  person(['ahmadi', 'نازنین', 'احمدی', 'سرکار خانم احمدی', 'کارشناس پروژه', 'Projects'], persian, 130),
  person(['moradi', 'آرش', 'مرادی', 'جناب آقای مرادی', 'کارشناس فنی', 'Production'], persian, 90),
  person(['wang', '芳', '王', '王经理', '采购部经理', 'Purchasing'], chinese, 190),
  person(['li', '强', '李', '李工', '技术工程师', 'Production'], chinese, 120),
  person(['chen', '静', '陈', '陈女士', '客户服务', 'Sales'], chinese, 140),
  shared(['sales', 'Sales', ''], [english, russian, persian, chinese], 320),
  shared(['info', 'Reception', 'Emma Clarke'], [english, russian, persian, chinese], 140),
  shared(['buh', 'Бухгалтерия', 'Ольга Каримова'], [russian], 180, {
    folders: { 2024: 'Счета/2024', 2025: 'Счета/2025', 2026: 'Счета/2026' },
  }),
]

/** Two who have left, and two projects that are over: kept, and answered by nobody. */
const ARCHIVED: readonly DemoMailbox[] = [
  person(['smirnova', 'Татьяна', 'Смирнова', 'Татьяна Львовна', 'менеджер', 'Sales'], russian, 70, {
    notes: 'Left the company in December 2025.',
    until: 2025,
  }),
  person(['novak', 'Peter', 'Novak', 'Peter', 'Fitter', 'Production'], english, 50, {
    notes: 'Left the company in December 2024.',
    until: 2024,
  }),
  shared(['hotel-volna', 'Отель «Волна»', 'Мария Петрова'], [russian], 40, { kind: 'person', until: 2025 }),
  shared(['expo-guangzhou', 'Expo Guangzhou', '王芳'], [chinese], 30, { kind: 'person', until: 2025 }),
].map((one) => ({ ...one, decision: 'archive', wave: 'Shared and archive' }))

/** Nobody reads these any more, or nobody ever did. */
const LEFT_BEHIND: readonly DemoMailbox[] = [
  ...['fitter1', 'fitter2', 'fitter3', 'fitter4', 'fitter5', 'fitter6'].map((one) => [one, 'Shared phone of a crew']),
  ...['trainee2021', 'trainee2022', 'trainee2023'].map((one) => [one, 'Trainee of that summer']),
  ...['mfp-office', 'mfp-shop', 'scan-stock', 'camera-yard', 'camera-gate'].map((one) => [one, 'A device']),
  ...['expo2019', 'expo2021', 'catalogue2020', 'loft-collection'].map((one) => [one, 'A campaign that is over']),
  ...['probe1', 'probe2', 'copyof-orlov'].map((one) => [one, 'Made for a trial']),
].map(([local = '', notes = '']) =>
  shared([local, local, ''], [english], 0, { kind: 'person', decision: 'leave behind', wave: '', notes }),
)

/** All forty, in the order of the administrator's list. */
export const ROSTER: readonly DemoMailbox[] = [...MOVING, ...ARCHIVED, ...LEFT_BEHIND]

/** As it stands in a From header; in Chinese the family name comes first. */
export function nameOf({ first, last, kind, voices }: DemoMailbox): string {
  if (kind === 'shared') return last
  return voices[0]?.language === 'zh' ? `${last}${first}` : [first, last].filter(Boolean).join(' ')
}

export const addressOf = ({ local }: Pick<DemoMailbox, 'local'>): string => `${local}@${DOMAIN}`

/** Those whose mail is copied. */
export const COPIED: readonly DemoMailbox[] = [...MOVING, ...ARCHIVED]

/** Where it is to be at the new service: who has moved keeps the address, an archive gets one that nobody writes to. */
export const newAddressOf = (one: DemoMailbox): string =>
  one.decision === 'archive' ? `archive.${one.local}@${DOMAIN}` : addressOf(one)

/** The password of the old mailbox, and of the new one. */
export const oldPassword = ({ local }: Pick<DemoMailbox, 'local'>): string => `${local}-oak-2019`
export const newPassword = ({ local }: Pick<DemoMailbox, 'local'>): string => `${local}-walnut-27`

/** What was planted, by the mailbox or address that has it. */
export const PLANTED = {
  /** Her password in the list is the one before the last. */
  wrongPassword: 'petrova',
  /** On holiday; the list has no password. */
  noPassword: 'hughes',
  /** His new mailbox has room for a part of his mail. */
  full: 'karimi',
  /** Letters that are larger than the new service takes. */
  tooLarge: 'buh',
  /** A shared address that nobody answers for. */
  ownerless: 'sales',
  /** Written to for years, and in no list. */
  forgotten: `zakaz@${DOMAIN}`,
} as const
