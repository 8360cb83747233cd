import type { Persian } from './forms.ts'

export const chart: Persian['chart'] = {
  pace: 'نامه در دقیقه',
  span: 'بازهٔ زمانی',
  last: { h3: '۳ ساعت گذشته', h24: 'یک روز گذشته', h168: 'یک هفتهٔ گذشته' },
  paceNone: 'در این مدت چیزی کپی نشده است. هنگام کپی، سرعت آن خودبه‌خود اینجا رسم می‌شود.',
  paceSummary: 'اکنون {{now, number}} نامه در دقیقه؛ بیشینه {{most, number}} در {{when}}.',
  perMinute: {
    plural: { one: '{{count, number}} نامه در دقیقه', other: '{{count, number}} نامه در دقیقه' },
  },
  copied: 'کپی‌شده',
  verified: 'بازخوانی‌شده در سرویس جدید',
  time: 'زمان',
  table: 'نمایش جدولی',
  states: 'صندوق‌ها در گذر زمان',
  statesSummary:
    'از {{when}} تا کنون، صندوق‌های رسیده از {{then, number}} به {{now, number}} از {{of, number}} رسیده است.',
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
    title: 'جابه‌جایی متوقف است',
    text: 'کسی آن را متوقف کرده است. تا ادامه نیابد چیزی کپی نمی‌شود؛ آنچه کپی شده سر جایش است.',
    button: 'ادامه دادن',
  },
  pause: 'توقف',
  retry: 'تلاش دوباره',
  retried: 'درخواست شد. به‌محض آزاد شدن یک پردازشگر آغاز می‌شود.',
  openMailbox: 'باز کردن صندوق',
  invite: 'فرستادن پیوند جدید',
  inviteByLink: 'ساختن پیوند برای رونوشت',
  invited: 'نامه‌ای با پیوند جدید فرستاده می‌شود. پیوند پیشین دیگر کار نمی‌کند.',
  notInvited: 'نشانی‌ای برای فرستادن نامه به این کارمند نیست. پیوندی بسازید و خودتان به او بدهید.',
  link: 'فقط یک بار نشان داده می‌شود: تنها به خود کارمند بدهید',
  copy: 'رونوشت',
  copied: 'رونوشت شد',
  remind: 'یادآوری به کسانی که پاسخ نداده‌اند',
  reminded: {
    plural: { one: '{{count, number}} نامه فرستاده می‌شود.', other: '{{count, number}} نامه فرستاده می‌شود.' },
  },
  run: { delta: 'کپی موارد تازه', final: 'اجرای کپی پایانی' },
  asked: {
    plural: { one: '{{count, number}} کپی درخواست شد.', other: '{{count, number}} کپی درخواست شد.' },
  },
  decide: 'تصمیم‌گیری',
  nameOwners: 'تعیین مالک',
  toMailboxes: 'دیدن صندوق‌ها',
  toAddresses: 'دیدن نشانی‌ها',
  toPeople: 'دیدن پاسخ‌ها',
  toExceptions: 'دیدن استثناها',
  toWaves: 'دیدن موج‌ها',
}
