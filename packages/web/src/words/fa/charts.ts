import type { Persian } from './forms.ts'

export const chart: Persian['chart'] = {
  pace: 'ایمیل در دقیقه',
  span: 'بازهٔ زمانی',
  last: { h3: '۳ ساعت گذشته', h24: 'یک روز گذشته', h168: 'یک هفتهٔ گذشته' },
  paceNone: 'در این مدت چیزی کپی نشده است. هنگام کپی، سرعت آن خودبه‌خود اینجا رسم می‌شود.',
  paceSummary: 'اکنون {{now, number}} ایمیل در دقیقه؛ بیشترین: {{most, number}} ({{when}}).',
  perMinute: {
    plural: { one: '{{count, number}} ایمیل در دقیقه', other: '{{count, number}} ایمیل در دقیقه' },
  },
  copied: 'کپی‌شده',
  verified: 'بررسی‌شده در سرویس جدید',
  time: 'زمان',
  table: 'نمایش جدولی',
  states: 'صندوق‌ها در گذر زمان',
  statesSummary:
    'از {{when}} تاکنون، صندوق‌های رسیده از {{then, number}} به {{now, number}} از {{of, number}} رسیده است.',
  homeThen: { plural: { one: '{{count, number}} رسیده', other: '{{count, number}} رسیده' } },
  tone: {
    ok: 'رسیده',
    going: 'در حال کپی',
    warning: 'با استثنا یا ناتمام',
    bad: 'معطل',
    idle: 'در انتظار',
  },
}

export const need: Persian['need'] = {
  trouble: '{{address}}: {{trouble}}',
  paused: {
    title: 'جابه‌جایی موقتاً متوقف است',
    text: 'تا زمانی که ادامه نیابد، چیزی کپی نمی‌شود؛ آنچه کپی شده محفوظ است.',
    button: 'ادامهٔ جابه‌جایی',
  },
  pause: 'توقف موقت',
  retry: 'تلاش دوباره',
  retried: 'درخواست شد. به‌محض آزاد شدن یک پردازشگر آغاز می‌شود.',
  openMailbox: 'باز کردن صندوق',
  invite: 'فرستادن پیوند جدید',
  inviteByLink: 'ساختن پیوند برای کارمند',
  more: 'بیشتر',
  mendSignIn: 'درست کردن ورود',
  invited: 'ایمیلی با پیوند جدید فرستاده می‌شود. پیوند پیشین دیگر کار نمی‌کند.',
  notInvited: 'نشانی‌ای برای فرستادن ایمیل به این کارمند نیست. پیوندی بسازید و خودتان به او بدهید.',
  link: 'فقط همین یک بار نشان داده می‌شود: آن را تنها به خود کارمند بدهید',
  copy: 'کپی پیوند',
  copied: 'کپی شد',
  remind: 'یادآوری به کسانی که پاسخ نداده‌اند',
  reminded: {
    plural: { one: '{{count, number}} ایمیل فرستاده می‌شود.', other: '{{count, number}} ایمیل فرستاده می‌شود.' },
  },
  run: { trial: 'اجرای دور آزمایشی برای همه', delta: 'کپی ایمیل‌های تازه', final: 'اجرای دور پایانی' },
  asked: {
    plural: { one: '{{count, number}} دور کپی درخواست شد.', other: '{{count, number}} دور کپی درخواست شد.' },
  },
  decide: 'تصمیم‌گیری',
  nameOwners: 'تعیین مسئول',
  toMailboxes: 'دیدن صندوق‌ها',
  toAddresses: 'دیدن نشانی‌ها',
  toPeople: 'دیدن پاسخ‌ها',
  toExceptions: 'دیدن استثناها',
  toSignIn: 'دیدن روش ورود',
  refusedBy: { source: 'سرویس قدیمی نمی‌پذیرد', target: 'سرویس جدید نمی‌پذیرد' },
  toWaves: 'دیدن موج‌ها',
}
