import type { Language } from '../employees/standing.ts'
import { escaped, leftToRight, letterPage, paragraph } from './page.ts'
import { filled, type Letter } from './texts.ts'

/** What an employee is written of their old mailbox. */
export interface EmployeeLetter {
  readonly kind: 'invitation' | 'reminder'
  readonly company: string
  /** Empty: nobody is named. */
  readonly name: string
  readonly address: string
  readonly link: string
  readonly until: Date
  /** Whom to ask. */
  readonly by: string
  /** Of the switch; null: it has none yet. */
  readonly cutOverOn: string | null
  readonly timeZone: string
}

interface Text {
  readonly locale: string
  readonly subject: Readonly<Record<EmployeeLetter['kind'], string>>
  readonly hello: string
  readonly helloNobody: string
  readonly begin: Readonly<Record<EmployeeLetter['kind'], string>>
  readonly day: string
  readonly open: string
  readonly button: string
  readonly there: string
  readonly yours: string
  readonly never: string
  readonly doubt: string
}

/** Each written for its readers; they say the same. */
const TEXTS: Readonly<Record<Language, Text>> = {
  en: {
    locale: 'en-GB',
    subject: {
      invitation: '{company}: your mailbox moves, and we need three minutes of your time',
      reminder: '{company}: we still need access to your old mailbox',
    },
    hello: 'Hello {name},',
    helloNobody: 'Hello,',
    begin: {
      invitation:
        '{company} moves its email to a new home. So that nothing in your mailbox {address} is lost, all of your mail is copied. To do that we need access to the old mailbox. You give it once; it is used for the move alone and erased at its end.',
      reminder:
        '{company} moves its email to a new home, and your old mailbox {address} cannot be copied yet: we still need access to it. You give it once; it is used for the move alone and erased at its end.',
    },
    day: 'The move is planned for {day}.',
    open: 'Please open your own page. It takes about three minutes, and a phone is enough:',
    button: 'Open my page',
    there:
      'There you choose your language, see what happens when, and are shown step by step what to type. Your mail stays where it is, and you go on working as usual.',
    yours:
      'The link is meant for you alone, please do not pass it on. It works until {until}; links in earlier emails no longer work.',
    never: 'Never send your password by email. Nobody will ask you for it by email or on the phone.',
    doubt: 'If you are not sure that this email is genuine, ask {by} before you open the link.',
  },
  ru: {
    locale: 'ru-RU',
    subject: {
      invitation: '{company}: почта переезжает, нужны три минуты вашего времени',
      reminder: '{company}: напоминание о вашем старом почтовом ящике',
    },
    hello: 'Здравствуйте, {name}!',
    helloNobody: 'Здравствуйте!',
    begin: {
      invitation:
        '{company} переводит почту на новый сервис. Чтобы из вашего ящика {address} ничего не потерялось, мы скопируем все письма. Для этого нужен доступ к старому ящику. Дать его достаточно один раз: он понадобится только для переезда, а потом будет удалён.',
      reminder:
        '{company} переводит почту на новый сервис, но ваш старый ящик {address} пока не удаётся скопировать: у нас всё ещё нет к нему доступа. Дать его достаточно один раз: он понадобится только для переезда, а потом будет удалён.',
    },
    day: 'Переезд запланирован на {day}.',
    open: 'Пожалуйста, откройте свою личную страницу. Это займёт около трёх минут, подойдёт и телефон:',
    button: 'Открыть мою страницу',
    there:
      'Там можно выбрать язык, узнать, что и когда произойдёт, и шаг за шагом увидеть, что вводить. Письма останутся на месте, вы продолжите работать как обычно.',
    yours:
      'Ссылка предназначена только для вас, не передавайте её никому. Она действует до {until}; ссылки из прежних писем больше не работают.',
    never: 'Никогда не отправляйте пароль по почте. Никто не станет спрашивать его у вас в письме или по телефону.',
    doubt:
      'Если вы не уверены, что письмо настоящее, прежде чем открывать ссылку, уточните у того, кто вас пригласил: {by}.',
  },
  fa: {
    locale: 'fa-IR',
    subject: {
      invitation: '{company}: صندوق ایمیل شما جابه‌جا می‌شود؛ لطفاً سه دقیقه وقت بگذارید',
      reminder: '{company}: یادآوری دربارهٔ صندوق ایمیل قدیمی شما',
    },
    hello: '{name} گرامی، سلام',
    helloNobody: 'با سلام',
    begin: {
      invitation:
        '{company} ایمیل‌های خود را به سرویس تازه‌ای منتقل می‌کند. برای آنکه چیزی از صندوق {address} از دست نرود، همهٔ ایمیل‌های شما کپی می‌شود. برای این کار به دسترسی به صندوق قدیمی نیاز داریم. کافی است یک بار این دسترسی را بدهید؛ از آن فقط برای همین انتقال استفاده می‌شود و در پایان پاک خواهد شد.',
      reminder:
        '{company} ایمیل‌های خود را به سرویس تازه‌ای منتقل می‌کند، اما هنوز نمی‌توانیم صندوق قدیمی شما، {address}، را کپی کنیم، زیرا به آن دسترسی نداریم. کافی است یک بار این دسترسی را بدهید؛ از آن فقط برای همین انتقال استفاده می‌شود و در پایان پاک خواهد شد.',
    },
    day: 'زمان پیش‌بینی‌شده برای انتقال: {day}.',
    open: 'لطفاً صفحهٔ شخصی خود را باز کنید. این کار حدود سه دقیقه طول می‌کشد و با تلفن همراه هم انجام‌شدنی است:',
    button: 'باز کردن صفحهٔ من',
    there:
      'در آنجا زبان را انتخاب می‌کنید، می‌بینید چه کاری در چه زمانی انجام می‌شود و گام‌به‌گام راهنمایی می‌شوید که چه چیزی را وارد کنید. ایمیل‌های شما سر جای خود می‌مانند و می‌توانید مانند همیشه به کارتان ادامه دهید.',
    yours:
      'این پیوند فقط برای شماست؛ لطفاً آن را در اختیار کسی نگذارید. پیوند تا {until} معتبر است و پیوندهای ایمیل‌های پیشین دیگر کار نمی‌کنند.',
    never: 'هرگز گذرواژهٔ خود را با ایمیل نفرستید. هیچ‌کس آن را با ایمیل یا تلفن از شما نخواهد خواست.',
    doubt: 'اگر از واقعی بودن این ایمیل مطمئن نیستید، پیش از باز کردن پیوند از {by} بپرسید.',
  },
  zh: {
    locale: 'zh-CN',
    subject: {
      invitation: '{company}：邮箱即将迁移，请您抽出三分钟',
      reminder: '{company}：提醒您授权访问旧邮箱',
    },
    hello: '{name}，您好：',
    helloNobody: '您好：',
    begin: {
      invitation:
        '{company} 正在将电子邮件迁移到新的邮箱服务。为确保您邮箱 {address} 中的邮件一封不丢，我们会复制全部邮件，因此需要访问您的旧邮箱。您只需授权一次；该授权仅用于本次迁移，迁移结束后即删除。',
      reminder:
        '{company} 正在将电子邮件迁移到新的邮箱服务，但由于尚未获得授权，您的旧邮箱 {address} 还无法复制。您只需授权一次；该授权仅用于本次迁移，迁移结束后即删除。',
    },
    day: '迁移计划于 {day} 进行。',
    open: '请打开您的专属页面，全程约三分钟，用手机即可完成：',
    button: '打开我的页面',
    there: '您可以在页面上选择语言、了解时间安排，并按照提示一步步填写。您的邮件仍保留在原处，日常工作不受影响。',
    yours: '此链接仅供您本人使用，请勿转发。有效期至 {until}；之前邮件中的链接已失效。',
    never: '请勿通过邮件发送密码。任何人都不会通过邮件或电话向您索要密码。',
    doubt: '如果您不确定这封邮件是否真实，请在打开链接之前先向 {by} 核实。',
  },
}

/** The letter, as plain text and as simple HTML without pictures or anything that is fetched. */
export function employeeLetter(language: Language, letter: EmployeeLetter): Letter {
  const text = TEXTS[language]
  const { kind, company, name, address, by, link } = letter
  const values = {
    ...{ company, name, address, by },
    until: moment(text.locale, letter.until, letter.timeZone),
    day: letter.cutOverOn === null ? '' : day(text.locale, letter.cutOverOn),
  }
  const hello = name === '' ? text.helloNobody : text.hello
  const before = [hello, text.begin[kind], ...(letter.cutOverOn === null ? [] : [text.day]), text.open]
  const after = [text.there, text.yours, text.never, text.doubt]
  const plain = (part: string) => filled(part, values)
  return {
    subject: plain(text.subject[kind]),
    text: `${[...before.map(plain).slice(0, -1), `${plain(text.open)}\n${link}`, ...after.map(plain), plain('{company}')].join('\n\n')}\n`,
    html: page(language, text, { ...values, link }, before, after),
    language,
    from: plain('{company}'),
  }
}

function page(
  language: Language,
  text: Text,
  values: Readonly<Record<string, string>>,
  before: readonly string[],
  after: readonly string[],
): string {
  const isolated = {
    ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, escaped(value)])),
    address: leftToRight(values['address'] ?? ''),
    by: `<bdi>${escaped(values['by'] ?? '')}</bdi>`,
  }
  const said = (part: string) => paragraph(filled(part, isolated))
  const link = escaped(values['link'] ?? '')
  return letterPage(language, [
    ...before.map(said),
    paragraph(
      `<a href="${link}" style="display:inline-block;padding:12px 20px;background:#a34f22;color:#ffffff;border-radius:8px;text-decoration:none">${escaped(text.button)}</a>`,
    ),
    `<p dir="ltr" style="margin:0 0 16px;font-size:14px;color:#766d61;word-break:break-all">${link}</p>`,
    ...after.map(said),
    `<p style="margin:0">${filled('{company}', isolated)}</p>`,
  ])
}

function moment(locale: string, at: Date, timeZone: string): string {
  const written = (zone: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(at)
  try {
    return written(timeZone)
  } catch {
    // A zone that this machine does not know.
    return `${written('UTC')} (UTC)`
  }
}

/** A day of the calendar that the readers use: Jalali in Persian. */
const day = (locale: string, date: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))
