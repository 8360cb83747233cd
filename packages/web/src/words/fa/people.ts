import type { Persian } from './forms.ts'

export const people: Persian['people'] = {
  mayNot: 'شما می‌توانید این صفحه را ببینید. تغییر آن با مالک یا مسئول سازمان است.',
  empty: {
    title: 'هنوز کسی در این جابه‌جایی نیست',
    text: 'همین که صندوق‌ها ثبت شوند، کارکنان از اینجا دعوت می‌شوند: هر کس پیوند شخصی خود را می‌گیرد و با تلفن همراه، در حدود سه دقیقه، دسترسی به صندوق قدیمی‌اش را می‌دهد. هیچ گذرواژه‌ای دست‌به‌دست نمی‌شود.',
    example: 'برای نمونه: فهرست کاربران که سرویس قدیمی به‌صورت CSV یا XLSX می‌دهد.',
    button: 'افزودن کارکنان',
  },
  nobodyNeeded: 'لازم نیست از کسی پرسیده شود: صندوق‌های این جابه‌جایی بدون کارکنان باز می‌شوند.',
  given: {
    plural: {
      one: '{{given, number}} نفر از {{count, number}} نفر دسترسی داده‌اند.',
      other: '{{given, number}} نفر از {{count, number}} نفر دسترسی داده‌اند.',
    },
  },
  refused: {
    plural: {
      one: 'سرویس قدیمی {{count, number}} نفر از آنان را نپذیرفته است.',
      other: 'سرویس قدیمی {{count, number}} نفر از آنان را نپذیرفته است.',
    },
  },
  unanswered: {
    plural: {
      one: '{{count, number}} نفر هنوز پاسخ نداده است.',
      other: '{{count, number}} نفر هنوز پاسخ نداده‌اند.',
    },
  },
  uninvited: {
    plural: {
      one: '{{count, number}} نفر هنوز دعوت نشده است.',
      other: '{{count, number}} نفر هنوز دعوت نشده‌اند.',
    },
  },
  expired: {
    plural: {
      one: 'مهلت {{count, number}} پیوند گذشته است.',
      other: 'مهلت {{count, number}} پیوند گذشته است.',
    },
  },
  lettersWait: {
    plural: {
      one: '{{count, number}} نامه در حال ارسال است.',
      other: '{{count, number}} نامه در حال ارسال است.',
    },
  },
  lettersFailed: {
    plural: { one: '{{count, number}} نامه ارسال نشد.', other: '{{count, number}} نامه ارسال نشد.' },
  },
  all: 'کسی نمانده است.',
  step: {
    signedIn: {
      plural: {
        one: '{{count, number}} نفر وارد ایمیل جدید شده است',
        other: '{{count, number}} نفر وارد ایمیل جدید شده‌اند',
      },
    },
    passwordChanged: {
      plural: {
        one: '{{count, number}} نفر گذرواژه را عوض کرده است',
        other: '{{count, number}} نفر گذرواژه را عوض کرده‌اند',
      },
    },
    secondFactor: {
      plural: {
        one: '{{count, number}} نفر عامل دوم را روشن کرده است',
        other: '{{count, number}} نفر عامل دوم را روشن کرده‌اند',
      },
    },
    oldAccountRemoved: {
      plural: {
        one: '{{count, number}} نفر حساب قدیمی را حذف کرده است',
        other: '{{count, number}} نفر حساب قدیمی را حذف کرده‌اند',
      },
    },
  },
  inviteAll: {
    plural: { one: 'دعوت از {{count, number}} نفر', other: 'دعوت از {{count, number}} نفر' },
  },
  remindAll: {
    plural: { one: 'یادآوری به {{count, number}} نفر', other: 'یادآوری به {{count, number}} نفر' },
  },
  rule: 'قاعدهٔ یادآوری',
  add: 'افزودن کارکنان',
  search: 'آغاز نشانی …',
  filter: 'نمایش',
  everybody: 'همه',
  noneSo: 'کسی با این ویژگی نیست. پالایهٔ دیگری برگزینید.',
  choose: 'برگزیدن همه',
  chosen: {
    plural: { one: '{{count, number}} مورد برگزیده شد', other: '{{count, number}} مورد برگزیده شد' },
  },
  tick: 'برگزیدن {{name}}',
  menu: 'کارها برای {{name}}',
  invite: 'دعوت با نامه',
  inviteAnew: 'ارسال نامهٔ تازه',
  inviteBeyond: 'دعوت از همهٔ فهرست',
  links: 'پیوندهای چاپی',
  link: 'پیوند چاپی',
  remind: 'یادآوری',
  revoke: 'باطل کردن پیوند',
  cancel: 'انصراف',
  fine: 'بسیار خوب',
  state: {
    'not-needed': 'لازم نیست',
    'not-invited': 'دعوت نشده',
    invited: 'دعوت شده',
    opened: 'صفحه را باز کرده',
    refused: 'پذیرفته نشده',
    given: 'دسترسی داده',
    expired: 'مهلت پیوند گذشته',
  },
  told: {
    given: 'از {{when}}، آزموده‌شده',
    messages: { plural: { one: '{{count, number}} نامه', other: '{{count, number}} نامه' } },
    folders: { plural: { one: '{{count, number}} پوشه', other: '{{count, number}} پوشه' } },
    refused: 'رد شد: {{when}}',
    signedIn: 'ورود به ایمیل جدید: {{when}}',
    waits: 'نامه به‌زودی فرستاده می‌شود',
    letter: 'نامه به {{to}}، {{when}}',
    link: 'پیوند چاپی، {{when}}',
    opened: 'باز شد: {{when}}',
    reminded: {
      plural: {
        one: '{{count, number}} یادآوری، {{when}}',
        other: '{{count, number}} یادآوری، آخرین: {{when}}',
      },
    },
    until: 'اعتبار پیوند تا {{when}}',
  },
  why: {
    'password-wrong': 'گذرواژه نادرست است',
    'password-or-imap': 'گذرواژه نادرست است یا IMAP خاموش است',
    'app-password-needed': 'گذرواژهٔ برنامه لازم است',
    'imap-off': 'IMAP در صندوق خاموش است',
    'web-sign-in-needed': 'سرویس نخست ورود از مرورگر را می‌خواهد',
    'password-not-taken': 'سرویس از برنامه‌ها گذرواژه نمی‌پذیرد',
    'too-many-connections': 'برنامه‌های زیادی به صندوق وصل‌اند',
    'service-busy': 'سرویس اکنون کسی را راه نمی‌دهد',
    'service-silent': 'سرویس پاسخ نمی‌دهد',
    'service-unsafe': 'ارتباط امن با سرویس برقرار نیست',
    'service-fails': 'سرویس صندوق را نشان نمی‌دهد',
    'sender-sign-in-refused': 'نامه ارسال نشد: ورود فرستنده پذیرفته نشد',
    'sender-tls-failed': 'نامه ارسال نشد: ارتباط امن با سرور فرستنده برقرار نیست',
    'recipient-refused': 'نامه ارسال نشد: سرور این نشانی را نمی‌پذیرد',
    'sender-address-refused': 'نامه ارسال نشد: سرور فرستنده را نمی‌پذیرد',
    'sender-unreachable': 'نامه ارسال نشد: سرور در دسترس نبود',
    'letter-not-sent': 'نامه ارسال نشد',
  },
  inviting: {
    title: 'دعوت',
    who: {
      plural: {
        one: '{{count, number}} نفر پیوند شخصی خود را می‌گیرد.',
        other: '{{count, number}} نفر هر یک پیوند شخصی خود را می‌گیرند.',
      },
    },
    whoAll: 'همهٔ کسانی که پالایه نشان می‌دهد، هر یک پیوند شخصی خود را می‌گیرند.',
    again: 'دسترسی‌ای که داده شده است، دوباره خواسته می‌شود.',
    way: 'پیوند چگونه می‌رسد؟',
    by: {
      letter: { name: 'با نامه', text: 'شرکت برای هر کس به زبان خودش می‌نویسد.' },
      link: { name: 'روی کاغذ', text: 'برای هر نفر یک برگ با کد QR، برای چاپ و تحویل.' },
    },
    reachedAt: 'نامه به کجا برود؟',
    reachedHint: 'برای نشانی مشترک، به مسئول آن می‌رود.',
    reached: {
      mailbox: 'به صندوق قدیمی',
      contact: 'به نشانی دیگری که در فهرست آمده است',
    },
    language: 'زبان',
    ownLanguage: 'هر کس به زبان خود',
    days: 'روزهای اعتبار پیوند',
    ends: 'پیوندهای پیشین همین افراد باطل می‌شوند. کسانی که دسترسی داده‌اند کنار گذاشته می‌شوند.',
    do: {
      letter: { plural: { one: 'ارسال {{count, number}} نامه', other: 'ارسال {{count, number}} نامه' } },
      link: { plural: { one: 'ساخت {{count, number}} پیوند', other: 'ساخت {{count, number}} پیوند' } },
    },
    doAll: { letter: 'ارسال نامه‌ها', link: 'ساخت پیوندها' },
    done: {
      plural: { one: '{{count, number}} نفر دعوت شد.', other: '{{count, number}} نفر دعوت شدند.' },
    },
  },
  reminding: {
    title: 'یادآوری',
    text: {
      plural: {
        one: '{{count, number}} نفر نامه‌ای با پیوند تازه می‌گیرد و پیوند پیشین باطل می‌شود. کسانی که پاسخ داده‌اند یا در یک ساعت گذشته نامه گرفته‌اند کنار گذاشته می‌شوند.',
        other:
          '{{count, number}} نفر نامه‌ای با پیوند تازه می‌گیرند و پیوندهای پیشین باطل می‌شوند. کسانی که پاسخ داده‌اند یا در یک ساعت گذشته نامه گرفته‌اند کنار گذاشته می‌شوند.',
      },
    },
    do: { plural: { one: 'ارسال {{count, number}} یادآوری', other: 'ارسال {{count, number}} یادآوری' } },
    done: {
      plural: {
        one: '{{count, number}} یادآوری در حال ارسال است.',
        other: '{{count, number}} یادآوری در حال ارسال است.',
      },
    },
  },
  revoking: {
    title: 'پیوند {{name}} باطل شود؟',
    text: 'پیوند دیگر چیزی را باز نمی‌کند و صفحه‌ای که با آن باز است بسته می‌شود. دسترسی داده‌شده می‌ماند. هر زمان می‌توان پیوند تازه‌ای ساخت.',
  },
  rules: {
    title: 'قاعدهٔ یادآوری',
    text: 'هر کس دعوت شده و دسترسی نداده است، خودبه‌خود نامه می‌گیرد: نه در شب، نه هنگامی که در صفحه است و نه پس از پاسخ.',
    on: 'یادآوری خودکار',
    everyDays: 'هر … روز',
    atMost: 'حداکثر … بار',
    earliest: 'نه پیش از',
    latest: 'نه پس از',
    save: 'ذخیرهٔ قاعده',
  },
  leftOut: {
    plural: {
      one: '{{count, number}} نفر کنار گذاشته شد:',
      other: '{{count, number}} نفر کنار گذاشته شدند:',
    },
  },
  because: {
    given: 'دسترسی داده است',
    'not-needed': 'پرسیدن لازم نیست',
    'no-letter-address': 'نشانی‌ای برای نامه ندارد',
    'not-invited': 'دعوت نشده است',
    'reminded-lately': 'در یک ساعت گذشته نامه گرفته است',
  },
  sheets: {
    title: { plural: { one: '{{count, number}} پیوند', other: '{{count, number}} پیوند' } },
    text: 'اکنون چاپ کنید: این پیوندها فقط همین یک بار نشان داده می‌شوند. هر برگ را مانند کلید فقط به صاحبش بدهید. هر کس گم کند، پیوند تازه می‌گیرد.',
    print: { plural: { one: 'چاپ {{count, number}} برگ', other: 'چاپ {{count, number}} برگ' } },
    close: 'چاپ کردم، بسته شود',
  },
  sheet: {
    title: 'صندوق ایمیل شما جابه‌جا می‌شود؛ سه دقیقه از وقت شما را می‌گیریم',
    why: '{{company}} ایمیل‌های خود را به سرویس تازه‌ای منتقل می‌کند. برای آنکه چیزی از دست نرود، همهٔ نامه‌های شما کپی می‌شود و برای آن یک بار به دسترسی به صندوق قدیمی شما نیاز داریم.',
    day: 'زمان پیش‌بینی‌شده برای انتقال: {{day}}.',
    open: 'دوربین تلفن همراه را روی مربع زیر بگیرید، یا نشانی زیر آن را در مرورگر بنویسید.',
    follow: 'زبان خود را برگزینید. صفحه گام‌به‌گام نشان می‌دهد که چه چیزی را وارد کنید.',
    stays: 'نامه‌های شما سر جای خود می‌مانند و می‌توانید مانند همیشه به کارتان ادامه دهید.',
    code: 'کد QR پیوند شما',
    yours: 'این برگ فقط برای شماست؛ لطفاً آن را به کسی ندهید. پیوند تا {{day}} معتبر است.',
    never: 'هرگز گذرواژهٔ خود را با ایمیل نفرستید؛ هیچ‌کس آن را از شما نخواهد خواست. پرسشی دارید؟ از {{name}} بپرسید.',
  },
  list: {
    more: 'نمایش بیشتر',
    before: 'قبلی',
    after: 'بعدی',
    part: '{{from, number}} تا {{to, number}} از {{count, number}}',
  },
}
