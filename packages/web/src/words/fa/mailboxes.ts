import type { Persian } from './forms.ts'

export const mailboxes: Persian['mailboxes'] = {
  search: 'جست‌وجوی نام و نشانی',
  clearSearch: 'پاک کردن جست‌وجو',
  clear: 'حذف فیلترها',
  any: 'همه',
  columns: 'ستون‌ها',
  export: 'دریافت CSV',
  total: { plural: { one: '{{count, number}} صندوق', other: '{{count, number}} صندوق' } },
  renew: 'فهرست تغییر کرده است؛ نمایش وضع کنونی',
  keys: 'j / k بالا و پایین · x انتخاب · Enter باز کردن · / جست‌وجو',
  mayNot: 'شما فقط می‌توانید ببینید. تغییر در اینجا با مسئولان جابه‌جایی و مالکان سازمان است.',
  gone: 'از جابه‌جایی خارج شد',
  shared: 'مشترک',
  noWave: 'بدون موج',
  selectAll: 'انتخاب همهٔ فهرست',
  selected: { plural: { one: '{{count, number}} صندوق انتخاب شده', other: '{{count, number}} صندوق انتخاب شده' } },
  takeAll: 'انتخاب هر {{total}} صندوق',
  unselect: 'لغو انتخاب',
  decide: 'تصمیم',
  toWave: 'افزودن به موج',
  startPass: 'آغاز دور کپی',
  pause: 'توقف موقت',
  resume: 'ادامه',
  yes: 'انجام شود',
  no: 'انصراف',
  open: { plural: { one: '{{count, number}} استثنا', other: '{{count, number}} استثنا' } },
  filter: { decision: 'تصمیم', state: 'وضعیت', wave: 'موج', kind: 'نوع', service: 'سرویس' },
  decision: {
    undecided: 'بدون تصمیم',
    move: 'جابه‌جا می‌شود',
    'archive-only': 'فقط بایگانی',
    stay: 'در سرویس قدیمی می‌ماند',
    'leave-behind': 'منتقل نمی‌شود',
  },
  state: { undecided: 'بدون تصمیم', left: 'کپی نمی‌شود' },
  kind: { person: 'شخصی', role: 'مشترک' },
  side: { source: 'از {{name}}', target: 'به {{name}}' },
  column: {
    name: 'صندوق',
    state: 'وضعیت',
    progress: 'کپی‌شده',
    messages: 'ایمیل‌ها',
    bytes: 'حجم',
    wave: 'موج',
    'last-pass': 'آخرین دور',
    decision: 'تصمیم',
    target: 'نشانی جدید',
    owner: 'مسئول',
    department: 'بخش',
  },
  views: 'نماها',
  viewsNone:
    'هر نما جست‌وجو، فیلترها، ترتیب و ستون‌های این فهرست را با یک نام در همین مرورگر نگه می‌دارد. برای اشتراک‌گذاری، نشانی صفحه را بفرستید.',
  viewName: 'نام این نما',
  viewKeep: 'ذخیره',
  viewForget: 'حذف نمای {{name}}',
  role: {
    name: 'نشانی مشترک',
    role: 'نشانی مشترک است…',
    person: 'نشانی شخصی است',
    ask: '{{address}} نشانی مشترک شمرده شود؟',
    text: 'این نشانی از آنِ یک کار است، نه یک شخص. از روز نخست باید کسی پاسخ‌گوی آن باشد.',
    mark: 'ثبت',
    owner: 'چه کسی پاسخ‌گوی آن است',
  },
  deletions: {
    too: 'آنچه در صندوق قدیمی حذف شده، در صندوق جدید هم حذف شود',
    hint: 'وگرنه در صندوق جدید می‌ماند.',
    which:
      'تنها نسخه‌هایی که Caravan ساخته و از آن پس کسی آن‌ها را نخوانده، نشان نگذاشته و جابه‌جا نکرده است. آنچه جور دیگری به صندوق جدید آمده می‌ماند.',
    most: 'از هر صندوق حداکثر یک‌دهم یا ۲۰ ایمیل. اگر بیشتر از این رفته باشد، چیزی حذف نمی‌شود و گزارش آن را می‌گوید.',
    ever: 'برای همیشه حذف می‌شوند و از آنجا برنمی‌گردند.',
    yes: 'شروع و حذف',
  },
  ask: {
    role: {
      plural: {
        one: '{{count, number}} صندوق نشانی مشترک شمرده شود؟',
        other: '{{count, number}} صندوق نشانی مشترک شمرده شوند؟',
      },
    },
    person: { plural: { one: '{{count, number}} صندوق شخصی است؟', other: '{{count, number}} صندوق شخصی‌اند؟' } },
    verify: {
      plural: {
        one: '{{count, number}} صندوق بی هیچ تغییری در هر دو سو دوباره خوانده و مقایسه شود؟',
        other: '{{count, number}} صندوق بی هیچ تغییری در هر دو سو دوباره خوانده و مقایسه شوند؟',
      },
    },
    decide: {
      plural: {
        one: 'برای {{count, number}} صندوق این تصمیم ثبت شود: {{decision}}؟',
        other: 'برای {{count, number}} صندوق این تصمیم ثبت شود: {{decision}}؟',
      },
    },
    wave: {
      plural: {
        one: '{{count, number}} صندوق به موج {{wave}} برود؟',
        other: '{{count, number}} صندوق به موج {{wave}} بروند؟',
      },
    },
    noWave: {
      plural: {
        one: '{{count, number}} صندوق از موج خود بیرون بیاید؟',
        other: '{{count, number}} صندوق از موج‌های خود بیرون بیایند؟',
      },
    },
    trial: {
      plural: {
        one: 'دور آزمایشی برای {{count, number}} صندوق آغاز شود؟',
        other: 'دور آزمایشی برای {{count, number}} صندوق آغاز شود؟',
      },
    },
    first: {
      plural: {
        one: 'دور نخست برای {{count, number}} صندوق آغاز شود؟',
        other: 'دور نخست برای {{count, number}} صندوق آغاز شود؟',
      },
    },
    delta: {
      plural: {
        one: 'ایمیل‌های تازهٔ {{count, number}} صندوق کپی شود؟',
        other: 'ایمیل‌های تازهٔ {{count, number}} صندوق کپی شود؟',
      },
    },
    final: {
      plural: {
        one: 'دور پایانی برای {{count, number}} صندوق آغاز شود؟',
        other: 'دور پایانی برای {{count, number}} صندوق آغاز شود؟',
      },
    },
    pause: {
      plural: {
        one: 'کپی {{count, number}} صندوق موقتاً متوقف شود؟',
        other: 'کپی {{count, number}} صندوق موقتاً متوقف شود؟',
      },
    },
    resume: {
      plural: { one: 'کپی {{count, number}} صندوق ادامه یابد؟', other: 'کپی {{count, number}} صندوق ادامه یابد؟' },
    },
  },
  changed: { plural: { one: '{{count, number}} صندوق تغییر کرد.', other: '{{count, number}} صندوق تغییر کردند.' } },
  passesAsked: {
    plural: {
      one: '{{count, number}} دور درخواست شد. در جریان: {{open, number}}. آماده نیست: {{notReady, number}}.',
      other: '{{count, number}} دور درخواست شد. در جریان: {{open, number}}. آماده نیست: {{notReady, number}}.',
    },
  },
  empty: {
    title: 'هنوز صندوقی نیست',
    text: 'همهٔ صندوق‌های این جابه‌جایی اینجا دیده می‌شوند: هر یک به کجا می‌رود، تا کجا پیش رفته و چه چیزی مانع آن است. صندوق‌ها از فهرست کارکنان می‌آیند: فایل CSV یا Excel به همان شکلی که سرویس شما می‌دهد.',
    example: 'برای نمونه: orlov@alvero.example در موج نخست جابه‌جا می‌شود و sales@alvero.example مشترک است و مسئول دارد.',
  },
  noneFound: {
    title: 'صندوقی یافت نشد',
    text: 'هیچ صندوقی با همهٔ این واژه‌ها و فیلترها مطابقت ندارد. یکی را بردارید یا همه را پاک کنید.',
  },
}

export const why: Persian['why'] = {
  'sign-in-refused': 'گذرواژه پذیرفته نشد',
  'sign-in-expired': 'گذرواژه منقضی شده',
  'sign-in-unsupported': 'ورود ممکن نیست',
  'consent-ended': 'اجازه به پایان رسیده',
  'token-refused': 'توکن پذیرفته نشد',
  'oauth-client-refused': 'برنامه پذیرفته نشد',
  'credential-missing': 'هنوز گذرواژه‌ای نیست',
  'source-shrunken': 'صندوق قدیمی کوچک‌تر شده',
  'target-shrunken': 'صندوق جدید کوچک‌تر شده',
  'quota-full': 'صندوق جدید پر است',
  'connection-refused': 'سرور پاسخ نمی‌دهد',
  'connection-lost': 'ارتباط قطع شد',
}
