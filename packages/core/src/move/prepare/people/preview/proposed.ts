import type { MailAddress, Secret } from '../../../../model/index.ts'
import type { Role } from '../roles/recognise.ts'

export const MAILBOX_KINDS = ['person', 'role'] as const
export type MailboxKind = (typeof MAILBOX_KINDS)[number]

/** What becomes of a mailbox. */
export const MAILBOX_DECISIONS = ['move', 'archive-only', 'stay', 'leave-behind'] as const
export type MailboxDecision = (typeof MAILBOX_DECISIONS)[number]

/** A mailbox as a row of the sheet proposes it. */
export interface ProposedMailbox {
  /** The row as the sheet shows it, from 1. */
  readonly row: number
  /** False where one of its problems is an error: it cannot be confirmed. */
  readonly ready: boolean
  readonly source: MailAddress | undefined
  readonly target: MailAddress | undefined
  readonly aliases: readonly MailAddress[]
  /** Where its employee can be reached otherwise. */
  readonly contact: MailAddress | undefined
  readonly firstName: string | undefined
  readonly middleName: string | undefined
  readonly lastName: string | undefined
  readonly displayName: string | undefined
  readonly nickname: string | undefined
  readonly sourceUser: string | undefined
  readonly targetUser: string | undefined
  /** To be sealed by whoever stores the mailbox; nothing else in here holds a secret. */
  readonly secrets: { readonly source: Secret | undefined; readonly target: Secret | undefined }
  readonly department: string | undefined
  readonly project: string | undefined
  readonly wave: string | undefined
  readonly kind: MailboxKind
  /** What its address says it is for, also where the sheet calls it a person's. */
  readonly role: Role | undefined
  readonly owner: string | undefined
  /** Undefined where the sheet does not say. */
  readonly decision: MailboxDecision | undefined
  readonly notes: string | undefined
}

const KIND_WORDS: Record<MailboxKind, string> = {
  person: `person | personal | user | user mailbox | usermailbox | employee | member | individual | private |
    личный | сотрудник | персональный | пользователь | человек | شخصی | کارمند | فرد | کاربر | 个人 | 员工 | 成员 | 用户`,
  role: `role | shared | shared mailbox | sharedmailbox | group | group mailbox | department | functional | service | team |
    room mailbox | roommailbox | ролевой | общий | общий ящик | групповой | функциональный | отдел | служебный |
    مشترک | گروهی | سازمانی | نقش | اداره | 公共 | 共享 | 共享邮箱 | 部门 | 公共邮箱 | 业务邮箱 | 角色`,
}

const DECISION_WORDS: Record<MailboxDecision, string> = {
  move: `move | moves | migrate | migrated | copy | transfer | yes | y | true | 1 | + | да | перенести | переносим | переносить |
    перенос | переезжает | انتقال | منتقل شود | جابه‌جا شود | جابه‌جا می‌شود | بله | 迁移 | 是 | 搬迁 | 转移`,
  'archive-only': `archive | archive only | archive-only | export | в архив | архив | только архив | только в архив | архивировать |
    بایگانی | فقط بایگانی | آرشیو | 归档 | 仅归档 | 存档`,
  stay: `stay | stays | keep | remain | остается | остаётся | остаётся в старом сервисе | stay at the old service | оставить | оставляем |
    بماند | در سرویس قدیمی بماند | در سرویس قدیمی می‌ماند | ماندن | نگه داشتن | 保留 | 留在旧服务 | 留下 | 不动`,
  'leave-behind': `leave | leave behind | leave-behind | skip | drop | delete | no | n | false | 0 | - | нет | не переносить |
    не переносим | не переносится | удалить | пропустить |
    left behind | رها شود | حذف | خیر | منتقل نشود | منتقل نمی‌شود | 不迁移 | 放弃 | 删除 | 否`,
}

const words = <T extends string>(source: Record<T, string>): ReadonlyMap<string, T> =>
  new Map(
    (Object.entries(source) as [T, string][]).flatMap(([value, list]) =>
      list.split('|').map((word) => [plain(word), value] as const),
    ),
  )

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll(/[\s\u200c]+/gu, ' ')

const KINDS = words(KIND_WORDS)
const DECISIONS = words(DECISION_WORDS)

/** The kind that a cell names, in any of the four languages. */
export const kindOf = (cell: string): MailboxKind | undefined => KINDS.get(plain(cell))

/** The decision that a cell names, in any of the four languages. */
export const decisionOf = (cell: string): MailboxDecision | undefined => DECISIONS.get(plain(cell))
