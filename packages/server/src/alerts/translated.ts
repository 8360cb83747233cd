import type { Language } from '../employees/standing.ts'
import { type Cause, PATIENCE } from './conditions.ts'
import { type KeptError, type Words, wordsOf } from './words.ts'

type Said = readonly [message: string, remedy: string]

interface Translation {
  readonly causes: Readonly<Record<Exclude<Cause, 'pass-fails' | 'undecided'>, Said>>
  /** Errors that only somebody mends, by code. */
  readonly errors: Readonly<Record<string, Said>>
  /** Of any other error: its English words are quoted as `{message}` and `{remedy}`. */
  readonly other: Said
  readonly unknown: Said
}

const TRANSLATIONS: Readonly<Record<Exclude<Language, 'en'>, Translation>> = {
  ru: {
    causes: {
      differs: [
        'При повторном чтении в новом ящике нашлось не то, что есть в старом.',
        'Посмотрите отчёт последнего прохода; следующий скопирует недостающее.',
      ],
      'handed-back': [
        'Проход снова и снова возвращался в очередь.',
        'Сообщите администратору сервера: подробности в его журнале.',
      ],
      'no-progress': [
        `Проход идёт, но уже ${PATIENCE.silent} минут ничего не продвинулось.`,
        'Отмените проход и запустите его снова; если не поможет, сообщите администратору сервера.',
      ],
      'no-worker': [
        'Ящик ждёт прохода, но ни один исполнитель не запущен.',
        'Попросите администратора сервера запустить исполнителя.',
      ],
      'not-started': [
        'Ящик ждёт уже несколько часов, хотя оба сервиса свободны: исполнители заняты другим.',
        'Попросите администратора сервера запустить больше исполнителей.',
      ],
    },
    errors: {
      'sign-in-refused': [
        'Сервер не принимает пароль.',
        'Получите новый пароль у владельца ящика и введите его в консоли.',
      ],
      'sign-in-expired': [
        'Вход больше не действует.',
        'Получите новый пароль у владельца ящика и введите его в консоли.',
      ],
      'sign-in-unsupported': [
        'Сервер не предлагает подходящего способа входа.',
        'Выберите в настройках переезда другой способ входа в этот сервис.',
      ],
      'web-sign-in-needed': [
        'Сервис хочет, чтобы владелец сначала вошёл через браузер.',
        'Попросите владельца войти в ящик в браузере и подтвердить вход, затем повторите.',
      ],
      'credential-missing': ['Для ящика ещё нет пароля.', 'Пригласите владельца ящика снова или введите пароль сами.'],
      'administrator-refused': [
        'Сервис не принимает администратора; чтобы его не заблокировать, больше никто не пробует.',
        'Исправьте вход в этот сервис в настройке переезда; всё, что ждёт, продолжится само.',
      ],
      'quota-full': ['Новый ящик переполнен.', 'Освободите место или увеличьте квоту в новом сервисе и повторите.'],
    },
    other: ['Последний проход не дошёл до конца. Сообщение программы: «{message}»', '{remedy}'],
    unknown: ['Последний проход не дошёл до конца.', 'Посмотрите его отчёт и запустите проход снова.'],
  },
  fa: {
    causes: {
      differs: [
        'آنچه دوباره از صندوق جدید خوانده شد با صندوق قدیمی یکی نیست.',
        'گزارش آخرین دور کپی را ببینید؛ دور بعد آنچه را نیست کپی می‌کند.',
      ],
      'handed-back': ['دور کپی بارها به صف برگشته است.', 'به مدیر سرور خبر بدهید؛ جزئیات در گزارش رویدادهای اوست.'],
      'no-progress': [
        `دور کپی در جریان است، اما ${PATIENCE.silent} دقیقه است که چیزی پیش نرفته است.`,
        'آن را لغو و دوباره درخواست کنید؛ اگر درست نشد به مدیر سرور خبر بدهید.',
      ],
      'no-worker': [
        'در انتظار یک دور کپی است، اما هیچ پردازشگری کار نمی‌کند.',
        'از مدیر سرور بخواهید پردازشگری راه بیندازد.',
      ],
      'not-started': [
        'ساعت‌هاست منتظر است، با آنکه هر دو سرویس آزادند: پردازشگرها جا ندارند.',
        'از مدیر سرور بخواهید پردازشگرهای بیشتری راه بیندازد.',
      ],
    },
    errors: {
      'sign-in-refused': ['سرور گذرواژه را نمی‌پذیرد.', 'از صاحب صندوق گذرواژهٔ تازه بگیرید و در کنسول وارد کنید.'],
      'sign-in-expired': ['ورود دیگر معتبر نیست.', 'از صاحب صندوق گذرواژهٔ تازه بگیرید و در کنسول وارد کنید.'],
      'sign-in-unsupported': [
        'سرور روش ورود مناسبی ندارد.',
        'در تنظیمات جابه‌جایی روش دیگری برای ورود به این سرویس برگزینید.',
      ],
      'web-sign-in-needed': [
        'سرویس می‌خواهد صاحب صندوق نخست در مرورگر وارد شود.',
        'از او بخواهید در مرورگر وارد شود و تأیید کند، سپس دوباره تلاش کنید.',
      ],
      'credential-missing': [
        'هنوز گذرواژه‌ای برای این صندوق نیست.',
        'صاحب صندوق را دوباره دعوت کنید یا خودتان گذرواژه را وارد کنید.',
      ],
      'administrator-refused': [
        'سرویس ورود مدیر را نمی‌پذیرد؛ برای آنکه حساب او قفل نشود دیگر امتحان نمی‌شود.',
        'ورود به این سرویس را در راه‌اندازی درست کنید؛ آنچه منتظر است خودبه‌خود ادامه می‌یابد.',
      ],
      'quota-full': ['صندوق جدید پر است.', 'در سرویس جدید جا باز کنید یا سهمیه را بیشتر کنید و دوباره تلاش کنید.'],
    },
    other: ['آخرین دور کپی به پایان نرسید. پیام برنامه: «{message}»', '{remedy}'],
    unknown: ['آخرین دور کپی به پایان نرسید.', 'گزارش آن را ببینید و دوباره درخواست کنید.'],
  },
  zh: {
    causes: {
      differs: ['重新读取新邮箱时，内容与旧邮箱不一致。', '请查看上一轮的报告；下一轮会复制缺少的邮件。'],
      'handed-back': ['这一轮复制一再退回队列。', '请告知服务器管理员，详情在其日志中。'],
      'no-progress': [
        `复制正在进行，但已有 ${PATIENCE.silent} 分钟没有任何进展。`,
        '请取消这一轮并重新加入队列；如仍如此，请告知服务器管理员。',
      ],
      'no-worker': ['邮箱在等待复制，但没有工作进程在运行。', '请让服务器管理员启动工作进程。'],
      'not-started': ['两端服务都空闲，邮箱却已等待数小时：工作进程没有空位。', '请让服务器管理员启动更多工作进程。'],
    },
    errors: {
      'sign-in-refused': ['服务器不接受密码。', '请向邮箱使用者索取新密码，并在控制台中输入。'],
      'sign-in-expired': ['登录已失效。', '请向邮箱使用者索取新密码，并在控制台中输入。'],
      'sign-in-unsupported': ['服务器没有合适的登录方式。', '请在迁移设置中为该服务选择另一种登录方式。'],
      'web-sign-in-needed': ['该服务要求使用者先在浏览器中登录。', '请让使用者在浏览器中登录并确认，然后重试。'],
      'credential-missing': ['该邮箱还没有密码。', '请重新邀请邮箱使用者，或自行输入密码。'],
      'administrator-refused': [
        '服务不接受管理员登录；为避免账号被锁定，不再尝试。',
        '请在设置中更正该服务的登录方式，等待中的邮箱会自动继续。',
      ],
      'quota-full': ['新邮箱已满。', '请在新服务腾出空间或提高配额，然后重试。'],
    },
    other: ['上一轮复制没有完成。程序的说明：“{message}”', '{remedy}'],
    unknown: ['上一轮复制没有完成。', '请查看其报告，然后重新加入队列。'],
  },
}

/** An alert in words of a language; of errors that have none in it, the program's English is quoted. */
export function wordsIn(language: Language, cause: Cause, error: KeptError | null): Words {
  const said = wordsOf(cause, error)
  if (language === 'en') return said
  const { causes, errors, other, unknown } = TRANSLATIONS[language]
  if (cause !== 'pass-fails' && cause !== 'undecided') return words(causes[cause], null)
  if (error?.message === undefined) return words(unknown, said.serverReply)
  return words(errors[error.code ?? ''] ?? quoted(other, said), said.serverReply)
}

const words = ([message, remedy]: Said, serverReply: string | null): Words => ({ message, remedy, serverReply })

const quoted = ([message, remedy]: Said, said: Words): Said => [
  message.replace('{message}', () => said.message),
  remedy.replace('{remedy}', () => said.remedy),
]
