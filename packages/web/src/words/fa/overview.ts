import type { Persian } from './forms.ts'

export const overview: Persian['overview'] = {
  nothingYet: 'هنوز هیچ صندوقی در این جابه‌جایی ثبت نشده است.',
  nothingYetNext: 'نخست فهرست کارکنان لازم است؛ پس از آن معلوم می‌شود چه چیزی جابه‌جا می‌شود و چقدر طول می‌کشد.',
  home: {
    plural: {
      one: '{{home, number}} از {{count, number}} صندوق به سرویس جدید رسیده است',
      other: '{{home, number}} از {{count, number}} صندوق به سرویس جدید رسیده است',
    },
  },
  fullStop: '.',
  verified: '— همگی بررسی شده.',
  stuck: {
    plural: {
      one: '{{count, number}} صندوق بدون کمک شما پیش نمی‌رود.',
      other: '{{count, number}} صندوق بدون کمک شما پیش نمی‌روند.',
    },
  },
  renewing: {
    plural: {
      one: '{{count, number}} صندوق برای ایمیل‌های تازه دوباره خوانده می‌شود.',
      other: '{{count, number}} صندوق برای ایمیل‌های تازه دوباره خوانده می‌شود.',
    },
  },
  copying: {
    plural: {
      one: '{{count, number}} صندوق هم‌اکنون کپی می‌شود.',
      other: '{{count, number}} صندوق هم‌اکنون کپی می‌شوند.',
    },
  },
  undecided: {
    plural: {
      one: 'هنوز دربارهٔ {{count, number}} صندوق تصمیم گرفته نشده است.',
      other: 'هنوز دربارهٔ {{count, number}} صندوق تصمیم گرفته نشده است.',
    },
  },
  endToday: 'با این سرعت، آنچه در جریان است امروز حدود ساعت {{when}} به پایان می‌رسد.',
  endLater: 'با این سرعت، آنچه در جریان است حدود {{when}} به پایان می‌رسد.',
  allWell: 'هیچ صندوقی معطل نمانده است.',
  paused: 'جابه‌جایی موقتاً متوقف شده است.',
  needs: 'نیازمند اقدام',
  needsNothing: 'اکنون به اقدامی از سوی شما نیاز نیست.',
  more: {
    plural: { one: '{{count, number}} مورد دیگر', other: '{{count, number}} مورد دیگر' },
  },
  fewer: 'نمایش کمتر',
  stuckSince: 'معطل از {{when}}',
  waitsFor: 'مرحلهٔ {{stage}}',
  yourTurn: 'نوبت شماست',
  amiss: '{{amiss, number}} از {{of, number}}',
  look: 'مشاهده',
  progress: 'پیشرفت',
  mailboxes: 'صندوق‌ها',
  state: {
    home: 'رسیده و بررسی‌شده',
    copying: 'در حال کپی',
    queued: 'در نوبت',
    paused: 'موقتاً متوقف',
    exceptions: 'رسیده، با استثنا',
    failed: 'ناتمام',
    stuck: 'معطل',
    'not-begun': 'آغاز نشده',
  },
  next: 'تاریخ‌های پیش رو',
  nextNone: 'تاریخی در پیش نیست. برنامه از روز تغییر سرویس حساب می‌شود و آن روز هنوز تعیین نشده است.',
  nextPast: 'تاریخی از برنامه در پیش نیست.',
  begins: 'آغاز {{stage}}',
  ends: 'پایان {{stage}}',
  events: 'تازه‌ترین رویدادها',
  eventsNone: 'هنوز رویدادی نبوده است. رویدادها خودبه‌خود اینجا دیده می‌شوند.',
  live: 'زنده',
  polling: 'ارتباط زنده قطع است؛ صفحه هر {{seconds, number}} ثانیه تازه می‌شود.',
  begin: {
    title: 'جابه‌جایی ثبت شد. گام نخست، بررسی وضع موجود است.',
    text: 'ارزیابی در سرویس قدیمی چیزی را تغییر نمی‌دهد؛ فقط صندوق‌ها، پوشه‌ها و ایمیل‌ها را می‌شمارد.',
    button: 'آغاز ارزیابی',
  },
  mayLeave: {
    title: 'مرحلهٔ {{stage}} کامل شده است',
    text: 'همهٔ آنچه Caravan پیش از مرحلهٔ بعد بررسی می‌کند درست است.',
    button: 'پایان دادن به مرحله',
  },
}

export const cause: Persian['cause'] = {
  undecided: {
    title: '{{address}} منتظر تصمیم شماست',
    text: 'صندوق قدیمی یا جدید چنان تغییر کرده که کپی پیش از ادامه از شما می‌پرسد.',
  },
  'pass-fails': {
    title: 'کپی {{address}} ناموفق است',
    text: 'تلاش به نتیجه نرسید. آنچه کپی شده محفوظ است و تلاش بعدی از همان‌جا ادامه می‌دهد.',
  },
  differs: {
    title: 'ایمیلی از {{address}} با اصل تفاوت دارد',
    text: 'در بررسی سرویس جدید، چیزی با سرویس قدیمی یکسان نبود.',
  },
  'handed-back': { title: 'کپی {{address}} قطع می‌شود', text: 'چند بار آغاز شده و هر بار نیمه‌کاره مانده است.' },
  'no-progress': {
    title: 'کپی {{address}} پیش نمی‌رود',
    text: 'کپی در جریان است، اما مدتی طولانی چیزی تغییر نکرده است.',
  },
  'no-worker': {
    title: '{{address}} کپی نمی‌شود',
    text: 'هیچ پردازشگری در حال کار نیست. یکی را راه بیندازید یا سرور را با ‎--passes‎ اجرا کنید.',
  },
  'not-started': { title: '{{address}} مدتی طولانی در نوبت مانده است', text: 'پردازشگرها سرگرم صندوق‌های دیگرند.' },
}

export const event: Persian['event'] = {
  'move.made': 'جابه‌جایی ثبت شد',
  'move.changed': 'برنامه تغییر کرد',
  'move.paused': 'جابه‌جایی موقتاً متوقف شد',
  'move.resumed': 'جابه‌جایی از سر گرفته شد',
  'move.stage-opened': 'مرحلهٔ {{stage}} آغاز شد',
  'move.stage-left': 'مرحلهٔ {{stage}} پایان یافت',
  'move.stage-reopened': 'مرحلهٔ {{stage}} دوباره باز شد',
  'move.check-overridden': 'از یک بررسی مرحلهٔ {{stage}} چشم‌پوشی شد',
  'move.approved': 'نوشته شد چه کسی جابه‌جایی را تأیید کرد',
  'move.override-withdrawn': 'یک بررسی مرحلهٔ {{stage}} دوباره معتبر شد',
  'mailboxes.changed': {
    plural: { one: '{{count, number}} صندوق تغییر کرد', other: '{{count, number}} صندوق تغییر کردند' },
  },
  'mailbox.file-received': 'یک فایل ایمیل تحویل داده شد',
  'mailbox.file-read': 'یک فایل ایمیل خوانده شد',
  'mailbox.file-refused': 'یک فایل ایمیل را نمی‌توان خواند',
  'mailbox.file-removed': 'یک فایل ایمیل حذف شد',
  'mailbox.paused': 'کپی یک صندوق موقتاً متوقف شد',
  'mailbox.resumed': 'کپی یک صندوق از سر گرفته شد',
  'mailbox.stuck': '{{address}} معطل مانده است',
  'mailbox.unstuck': '{{address}} دیگر معطل نیست',
  'wave.started': 'یک موج آغاز شد',
  'wave.paused': 'یک موج موقتاً متوقف شد',
  'wave.resumed': 'یک موج از سر گرفته شد',
  reading: {
    done: 'یک صندوق خوانده شد: چه دارد و ایمیل‌ها به چه کسانی بوده است',
    failed: 'یک صندوق تا پایان خوانده نشد',
    'passes.requested': 'خواندن صندوق‌ها درخواست شد',
    'pass.started': 'یک صندوق خوانده می‌شود',
  },
  trial: {
    done: 'کپی آزمایشی چند پوشه از یک صندوق با موفقیت پایان یافت',
    failed: 'کپی آزمایشی چند پوشه از یک صندوق ناموفق بود',
    'pass.started': 'کپی آزمایشی چند پوشه از یک صندوق آغاز شد',
  },
  verify: {
    done: 'یک صندوق در هر دو سو دوباره خوانده شد: همه‌چیز هست',
    mismatch: 'یک صندوق در هر دو سو دوباره خوانده شد: چیزی کم یا متفاوت است',
    'pass.started': 'یک صندوق در هر دو سو دوباره خوانده می‌شود',
  },
  reverse: {
    done: 'راه بازگشت آزمایش شد: یک صندوق به سرویس قدیمی کپی شد',
    failed: 'راه بازگشت آزمایش شد و ناموفق بود',
    'pass.started': 'راه بازگشت یک صندوق در حال آزمایش است',
  },
  'pass.requested': 'یک دور کپی درخواست شد',
  'pass.started': 'کپی یک صندوق آغاز شد',
  'pass.green': 'یک صندوق کپی شد و وضع همهٔ ایمیل‌ها روشن است',
  'pass.exceptions': 'یک صندوق کپی شد، با چند استثنا',
  'pass.failed': 'کپی یک صندوق ناموفق بود',
  'pass.cancelled': 'کپی یک صندوق لغو شد',
  'pass.handed-back': 'کپی یک صندوق قطع شد و جای دیگری ادامه می‌یابد',
  'passes.requested': 'چند دور کپی درخواست شد',
  'employees.invited': {
    plural: { one: '{{count, number}} کارمند دعوت شد', other: '{{count, number}} کارمند دعوت شدند' },
  },
  'employee.opened': 'کارمندی صفحهٔ خود را باز کرد',
  'employee.gave-access': 'کارمندی دسترسی صندوق قدیمی را داد',
  'employee.refused': 'سرویس قدیمی گذرواژهٔ یکی از کارکنان را نپذیرفت',
  'employee.steps': 'کارمندی گامی را علامت زد',
  'employee.written-to': 'دعوت‌نامه‌ای فرستاده شد',
  'employee.reminded': 'یک یادآوری فرستاده شد',
  'employee.letter-failed': 'ایمیل به یکی از کارکنان فرستاده نشد',
  'employee.invitation-revoked': 'دعوت‌نامه‌ای پس گرفته شد',
  'employee.welcome-laid': 'ایمیل خوشامد در صندوق جدیدی گذاشته شد',
  'employee.welcome-opened': 'صندوق جدید کارمندی باز شد',
  'employee.welcome-gone': 'ایمیل خوشامد دیگر در صندوق ورودی نیست',
  'employee.welcome-failed': 'گذاشتن یا دیدن ایمیل خوشامد ممکن نشد',
  'welcome.set': 'ایمیل خوشامد تغییر کرد',
  'addresses.decided': {
    plural: {
      one: 'دربارهٔ {{count, number}} نشانی تصمیم گرفته شد',
      other: 'دربارهٔ {{count, number}} نشانی تصمیم گرفته شد',
    },
  },
  'exceptions.accepted': {
    plural: { one: '{{count, number}} استثنا پذیرفته شد', other: '{{count, number}} استثنا پذیرفته شدند' },
  },
  'exceptions.withdrawn': {
    plural: {
      one: 'پذیرش {{count, number}} استثنا پس گرفته شد',
      other: 'پذیرش {{count, number}} استثنا پس گرفته شد',
    },
  },
  'credentials.erased': {
    plural: { one: '{{count, number}} گذرواژه پاک شد', other: '{{count, number}} گذرواژه پاک شدند' },
  },
}
