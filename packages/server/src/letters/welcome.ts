import type { Language } from '../employees/standing.ts'
import { escaped, leftToRight, letterPage, paragraph } from './page.ts'
import { filled, type Letter } from './texts.ts'

/** What somebody is told in their new mailbox. */
export interface WelcomeLetter {
  readonly company: string
  /** Empty: nobody is named. */
  readonly name: string
  /** Of the new mailbox. */
  readonly address: string
  /** Whether mail arrives here by now. */
  readonly switched: boolean
  /** Whether the old mailbox was copied once; null: there is none. */
  readonly copied: boolean | null
  /** Whom to ask; null: nobody is named. */
  readonly contact: string | null
  /** Of whoever leads the move, in this language: lines, with empty ones between paragraphs. */
  readonly words: string
}

interface Text {
  readonly subject: string
  readonly hello: string
  readonly helloNobody: string
  readonly here: string
  readonly switched: string
  readonly before: string
  readonly copied: string
  readonly copying: string
  readonly todo: string
  readonly ask: string
  readonly askNobody: string
  readonly never: string
  readonly seen: string
}

/** Each written for its readers; they say the same. */
const TEXTS: Readonly<Record<Language, Text>> = {
  en: {
    subject: '{company}: welcome to your new mailbox',
    hello: 'Hello {name},',
    helloNobody: 'Hello,',
    here: 'This is your new mailbox at {company}: {address}.',
    switched: 'From now on your mail arrives here.',
    before: 'Until the day of the switch your mail still arrives in the old mailbox, and is brought over from there.',
    copied: 'The mail of your old mailbox has been copied here, with its folders.',
    copying: 'The mail of your old mailbox is being copied here; it may take a while until all of it is there.',
    todo: 'Please set this mailbox up on your phone and your computer. If you were given a first password, change it.',
    ask: 'If something is missing or does not work, write to {contact}.',
    askNobody: 'If something is missing or does not work, ask those who look after the email at {company}.',
    never:
      'This letter wants nothing else of you: there is no link to open, and nobody will ask for your password in a letter or on the phone.',
    seen: 'Once you have read this letter, we see by its read mark that your new mailbox has been opened. Nothing else in it is looked at for that.',
  },
  ru: {
    subject: '{company}: добро пожаловать в новый почтовый ящик',
    hello: 'Здравствуйте, {name}!',
    helloNobody: 'Здравствуйте!',
    here: 'Это ваш новый почтовый ящик в компании {company}: {address}.',
    switched: 'Теперь письма приходят сюда.',
    before: 'До дня переключения письма по-прежнему приходят в старый ящик и переносятся оттуда сюда.',
    copied: 'Письма из старого ящика уже скопированы сюда вместе с папками.',
    copying: 'Письма из старого ящика ещё копируются; пройдёт некоторое время, прежде чем здесь окажутся все.',
    todo: 'Пожалуйста, настройте этот ящик на телефоне и компьютере. Если вам выдали первый пароль, смените его.',
    ask: 'Если чего-то не хватает или что-то не работает, напишите на {contact}.',
    askNobody: 'Если чего-то не хватает или что-то не работает, обратитесь к тем, кто отвечает за почту в {company}.',
    never:
      'Больше от вас ничего не нужно: в этом письме нет ссылок, и никто не станет спрашивать ваш пароль в письме или по телефону.',
    seen: 'Когда вы прочтёте это письмо, по отметке о прочтении мы увидим, что новый ящик открыт. Ничего другого в нём мы для этого не смотрим.',
  },
  fa: {
    subject: '{company}: به صندوق ایمیل تازهٔ خود خوش آمدید',
    hello: '{name} گرامی، سلام',
    helloNobody: 'با سلام',
    here: 'این صندوق ایمیل تازهٔ شما در {company} است: {address}',
    switched: 'از این پس ایمیل‌های شما به اینجا می‌رسد.',
    before: 'تا روز تغییر سرویس، ایمیل‌ها همچنان به صندوق قدیمی می‌رسد و از آنجا به اینجا آورده می‌شود.',
    copied: 'ایمیل‌های صندوق قدیمی شما همراه با پوشه‌ها به اینجا کپی شده است.',
    copying: 'ایمیل‌های صندوق قدیمی شما در حال کپی شدن است و تا رسیدن همهٔ آنها کمی زمان می‌برد.',
    todo: 'لطفاً این صندوق را روی تلفن همراه و رایانهٔ خود تنظیم کنید. اگر گذرواژهٔ نخستینی به شما داده‌اند، آن را تغییر دهید.',
    ask: 'اگر چیزی کم است یا درست کار نمی‌کند، به {contact} بنویسید.',
    askNobody: 'اگر چیزی کم است یا درست کار نمی‌کند، از مسئولان ایمیل {company} بپرسید.',
    never:
      'این ایمیل کار دیگری از شما نمی‌خواهد: پیوندی برای باز کردن ندارد و هیچ‌کس گذرواژهٔ شما را در ایمیل یا پشت تلفن نخواهد پرسید.',
    seen: 'وقتی این ایمیل را بخوانید، از نشان خوانده‌شدن آن می‌فهمیم که صندوق تازهٔ شما باز شده است. برای این کار به چیز دیگری در صندوق نگاه نمی‌شود.',
  },
  zh: {
    subject: '{company}：欢迎使用您的新邮箱',
    hello: '{name}，您好：',
    helloNobody: '您好：',
    here: '这是您在 {company} 的新邮箱：{address}。',
    switched: '从现在起，您的邮件将送达这里。',
    before: '切换日之前，邮件仍会送达旧邮箱，并从那里转移过来。',
    copied: '您旧邮箱中的邮件已连同文件夹一起复制到这里。',
    copying: '您旧邮箱中的邮件正在复制到这里，全部到齐还需要一些时间。',
    todo: '请在手机和电脑上设置好此邮箱。如果您拿到的是初始密码，请更改密码。',
    ask: '如果缺少内容或使用中遇到问题，请写信至 {contact}。',
    askNobody: '如果缺少内容或使用中遇到问题，请咨询 {company} 的邮箱管理人员。',
    never: '除此之外，您无需做任何事：这封邮件中没有需要打开的链接，也不会有人通过邮件或电话向您索要密码。',
    seen: '您阅读这封邮件后，我们会通过其已读标记得知您的新邮箱已被打开。为此我们不会查看邮箱中的任何其他内容。',
  },
}

/** The letter that is laid into a new mailbox. It has no link and fetches nothing: its read flag is all that it tells. */
export function welcomeLetter(language: Language, letter: WelcomeLetter): Letter {
  const text = TEXTS[language]
  const { company, name, address, contact, copied } = letter
  const before = [
    name === '' ? text.helloNobody : text.hello,
    text.here,
    ...(letter.switched ? [text.switched] : copied === null ? [] : [text.before]),
    ...(copied === null ? [] : [copied ? text.copied : text.copying]),
    text.todo,
  ]
  const after = [contact === null ? text.askNobody : text.ask, text.never, text.seen, '{company}']
  const own = letter.words.split(/(?:\r?\n[^\S\n]*){2,}/).filter((part) => part.trim() !== '')
  const values = { company, name, address, contact: contact ?? '' }
  const inHtml = {
    company: escaped(company),
    name: escaped(name),
    address: leftToRight(address),
    contact: leftToRight(contact ?? ''),
  }
  const plain = (part: string) => filled(part, values)
  const html = (part: string) => paragraph(filled(part, inHtml))
  return {
    subject: plain(text.subject),
    text: `${[...before.map(plain), ...own, ...after.map(plain)].join('\n\n')}\n`,
    html: letterPage(language, [
      ...before.map(html),
      ...own.map((part) => paragraph(escaped(part).replaceAll(/\r?\n/g, '<br>'))),
      ...after.map(html),
    ]),
    language,
    from: plain('{company}'),
  }
}
