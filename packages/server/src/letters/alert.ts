import type { Language } from '../employees/standing.ts'
import { escaped, leftToRight, letterPage, paragraph } from './page.ts'
import { filled, type Letter, stamp } from './texts.ts'

/** Mailboxes that the same thing holds up. */
export interface StuckGroup {
  readonly move: string
  readonly mailboxes: number
  readonly since: Date
  readonly message: string
  readonly serverReply: string | null
  readonly remedy: string
  /** Some of them. */
  readonly addresses: readonly string[]
}

export interface Alert {
  readonly organisation: string
  readonly mailboxes: number
  readonly first: string
  readonly groups: readonly StuckGroup[]
  readonly link: string
}

interface Text {
  readonly subjectOfOne: string
  readonly subject: string
  readonly beginOfOne: string
  readonly begin: string
  readonly group: string
  readonly more: string
  readonly happened: string
  readonly reply: string
  readonly next: string
  readonly rest: string
  readonly all: string
  readonly end: string
}

/** Each written for its readers; they say the same. */
const TEXTS: Readonly<Record<Language, Text>> = {
  en: {
    subjectOfOne: '{organisation}: {first} is stuck',
    subject: '{organisation}: {mailboxes} mailboxes are stuck',
    beginOfOne:
      '{first}, one of the mailboxes that {organisation} moves with Caravan, is stuck: it does not go on by itself.',
    begin:
      '{mailboxes} of the mailboxes that {organisation} moves with Caravan are stuck: they do not go on by themselves.',
    group: '{move}: {mailboxes}, since {since} (UTC)',
    more: 'and {more} more',
    happened: 'What happened: {message}',
    reply: 'The server said: {serverReply}',
    next: 'Next: {remedy}',
    rest: '{rest} more have other causes.',
    all: 'All of them, and what each said:',
    end: 'Everything else goes on. About the same cause you get no further email for some hours, and none when a mailbox goes on again. Who gets these emails is a setting of the organisation.',
  },
  ru: {
    subjectOfOne: '{organisation}: ящик {first} застрял',
    subject: '{organisation}: застряло ящиков: {mailboxes}',
    beginOfOne: 'Ящик {first}, который {organisation} переносит с помощью Caravan, застрял: сам он дальше не пойдёт.',
    begin:
      'Из ящиков, которые {organisation} переносит с помощью Caravan, застряло {mailboxes}: сами они дальше не пойдут.',
    group: '{move}: {mailboxes}, с {since} (UTC)',
    more: 'и ещё {more}',
    happened: 'Что случилось: {message}',
    reply: 'Ответ сервера: {serverReply}',
    next: 'Что делать: {remedy}',
    rest: 'Ещё {rest} застряли по другим причинам.',
    all: 'Все они, с ответами серверов:',
    end: 'Остальное идёт своим чередом. О той же причине новых писем не будет несколько часов, и письма о том, что ящик снова в пути, не приходят. Кто получает эти письма, задаётся в настройках организации.',
  },
  fa: {
    subjectOfOne: '{organisation}: صندوق {first} معطل مانده است',
    subject: '{organisation}: {mailboxes} صندوق معطل مانده است',
    beginOfOne:
      'صندوق {first}، یکی از صندوق‌هایی که {organisation} با Caravan جابه‌جا می‌کند، معطل مانده است و خودبه‌خود ادامه نمی‌یابد.',
    begin:
      '{mailboxes} صندوق از صندوق‌هایی که {organisation} با Caravan جابه‌جا می‌کند معطل مانده است و خودبه‌خود ادامه نمی‌یابد.',
    group: '{move}: {mailboxes}، از {since} (UTC)',
    more: 'و {more} صندوق دیگر',
    happened: 'چه شد: {message}',
    reply: 'پاسخ سرور: {serverReply}',
    next: 'گام بعدی: {remedy}',
    rest: '{rest} صندوق دیگر علت‌های دیگری دارد.',
    all: 'همهٔ آن‌ها و آنچه سرورها گفته‌اند:',
    end: 'بقیه ادامه دارد. دربارهٔ همین علت تا چند ساعت ایمیل دیگری نمی‌گیرید، و هنگامی که صندوقی دوباره به راه بیفتد هم ایمیلی نمی‌آید. گیرندگان این ایمیل‌ها در تنظیمات سازمان تعیین می‌شوند.',
  },
  zh: {
    subjectOfOne: '{organisation}：{first} 受阻',
    subject: '{organisation}：{mailboxes} 个邮箱受阻',
    beginOfOne: '{organisation} 正用 Caravan 迁移的邮箱 {first} 受阻，不会自行继续。',
    begin: '{organisation} 正用 Caravan 迁移的邮箱中有 {mailboxes} 个受阻，不会自行继续。',
    group: '{move}：{mailboxes} 个，自 {since}（UTC）',
    more: '以及另外 {more} 个',
    happened: '发生了什么：{message}',
    reply: '服务器答复：{serverReply}',
    next: '下一步：{remedy}',
    rest: '另有 {rest} 个因其他原因受阻。',
    all: '全部邮箱及服务器的答复：',
    end: '其余照常进行。几小时内不会就同一原因再发邮件，邮箱恢复后也不另行通知。由谁接收这些邮件，可在组织设置中更改。',
  },
}

/** What a server said is shortened: it is somebody else's text. */
const MOST_SAID = 300

/** The letter, as plain text and as simple HTML. */
export function alertLetter(language: Language, alert: Alert): Letter {
  const text = TEXTS[language]
  const { organisation, first, link, groups, mailboxes } = alert
  const values = { organisation, first, mailboxes: String(mailboxes) }
  const rest = mailboxes - groups.reduce((sum, group) => sum + group.mailboxes, 0)
  const begin = filled(mailboxes === 1 ? text.beginOfOne : text.begin, values)
  const lines = groups.map((group) => linesOf(text, group))
  const others = rest > 0 ? [filled(text.rest, { rest: String(rest) })] : []
  const escapedLink = escaped(link)
  return {
    subject: filled(mailboxes === 1 ? text.subjectOfOne : text.subject, values),
    text: `${[
      begin,
      ...lines.map(([head = '', addresses = '', ...more]) =>
        [head, addresses, ...more.map((line) => `  ${line}`)].join('\n'),
      ),
      ...others,
      `${text.all} ${link}`,
      text.end,
    ].join('\n\n')}\n`,
    html: letterPage(language, [
      paragraph(escaped(begin)),
      ...lines.map(([head = '', addresses = '', ...more]) =>
        paragraph(
          [
            `<strong>${escaped(head)}</strong>`,
            leftToRight(addresses),
            ...more.map((line) => `<bdi>${escaped(line)}</bdi>`),
          ].join('<br>'),
        ),
      ),
      ...others.map(paragraph),
      paragraph(`${escaped(text.all)} <a dir="ltr" href="${escapedLink}">${escapedLink}</a>`),
      paragraph(escaped(text.end)),
    ]),
    language,
  }
}

/** A heading, addresses, and what happened, was said and comes next. */
function linesOf(text: Text, group: StuckGroup): string[] {
  const { move, mailboxes, since, message, remedy, serverReply, addresses } = group
  const more = mailboxes - addresses.length
  const named = addresses.join(', ')
  return [
    filled(text.group, { move, mailboxes: String(mailboxes), since: stamp(since) }),
    more > 0 ? `${named} ${filled(text.more, { more: String(more) })}` : named,
    filled(text.happened, { message }),
    ...(serverReply === null ? [] : [filled(text.reply, { serverReply: serverReply.slice(0, MOST_SAID) })]),
    filled(text.next, { remedy }),
  ]
}
