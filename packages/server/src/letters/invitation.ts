import type { Role } from '@caravan/core/model'
import type { Language } from '../employees/standing.ts'
import { escaped, leftToRight, letterPage, paragraph } from './page.ts'
import { filled, type Letter, stamp } from './texts.ts'

/** What a colleague is written who is to work for an organisation. */
export interface Invitation {
  /** Who invites. */
  readonly by: string
  readonly organisation: string
  readonly role: Role
  readonly link: string
  readonly until: Date
}

interface Text {
  readonly roles: Readonly<Record<Role, string>>
  readonly subject: string
  readonly begin: string
  readonly open: string
  readonly doubt: string
}

const TEXTS: Readonly<Record<Language, Text>> = {
  en: {
    roles: { owner: 'owner', lead: 'lead', writer: 'writer', approver: 'approver', viewer: 'viewer' },
    subject: 'Invitation to {organisation}',
    begin: '{by} invites you to work for {organisation} in Caravan, as {role}.',
    open: 'Open this link. It works once, until {until} (UTC):',
    doubt: 'If you do not know what this is about, leave it: without the link nobody comes in.',
  },
  ru: {
    roles: {
      owner: 'владелец',
      lead: 'руководитель переезда',
      writer: 'автор',
      approver: 'согласующий',
      viewer: 'наблюдатель',
    },
    subject: '{organisation}: приглашение в Caravan',
    begin: '{by} приглашает вас работать в Caravan с организацией {organisation}. Ваша роль: {role}.',
    open: 'Откройте эту ссылку. Она сработает один раз, до {until} (UTC):',
    doubt: 'Если вы не знаете, о чём речь, ничего не делайте: без ссылки никто не войдёт.',
  },
  fa: {
    roles: {
      owner: 'مالک',
      lead: 'مسئول جابه‌جایی',
      writer: 'نویسنده',
      approver: 'تأییدکننده',
      viewer: 'بیننده',
    },
    subject: 'دعوت به {organisation}',
    begin: '{by} از شما دعوت کرده است در Caravan برای {organisation} کار کنید. نقش شما: {role}.',
    open: 'این پیوند را باز کنید. تنها یک بار و تا {until} (UTC) کار می‌کند:',
    doubt: 'اگر نمی‌دانید موضوع چیست، کاری نکنید: بدون این پیوند کسی وارد نمی‌شود.',
  },
  zh: {
    roles: { owner: '所有者', lead: '迁移负责人', writer: '撰写人', approver: '审批人', viewer: '查看者' },
    subject: '邀请您加入 {organisation}',
    begin: '{by} 邀请您在 Caravan 中为 {organisation} 工作，角色为{role}。',
    open: '请打开此链接。它只能使用一次，有效期至 {until}（UTC）：',
    doubt: '如果您不清楚这是什么，请忽略：没有此链接，任何人都无法进入。',
  },
}

/** The letter, as plain text and as simple HTML. */
export function invitationLetter(language: Language, { role, until, ...rest }: Invitation): Letter {
  const text = TEXTS[language]
  const values = { ...rest, role: text.roles[role], until: stamp(until) }
  const plain = (part: string) => filled(part, values)
  const isolated = {
    by: `<bdi>${escaped(rest.by)}</bdi>`,
    organisation: `<bdi>${escaped(rest.organisation)}</bdi>`,
    role: escaped(values.role),
    until: leftToRight(values.until),
  }
  const said = (part: string) => paragraph(filled(part, isolated))
  const link = escaped(rest.link)
  return {
    subject: plain(text.subject),
    text: `${plain(text.begin)}\n\n${plain(text.open)}\n${rest.link}\n\n${plain(text.doubt)}\n`,
    html: letterPage(language, [
      said(text.begin),
      said(text.open),
      `<p dir="ltr" style="margin:0 0 16px;word-break:break-all"><a href="${link}">${link}</a></p>`,
      said(text.doubt),
    ]),
    language,
  }
}
