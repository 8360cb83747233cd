import type { Persian } from './forms.ts'

export const mailboxes: Persian['mailboxes'] = {
  search: 'جست‌وجوی نام و نشانی',
  clearSearch: 'پاک کردن جست‌وجو',
  clear: 'برداشتن پالایه‌ها',
  any: 'همه',
  columns: 'ستون‌ها',
  export: 'دریافت CSV',
  total: { plural: { one: '{{count, number}} صندوق', other: '{{count, number}} صندوق' } },
  renew: 'فهرست تغییر کرده است؛ نمایش وضع کنونی',
  keys: 'j / k جابه‌جایی · x انتخاب · Enter باز کردن · / جست‌وجو',
  mayNot: 'شما فقط می‌توانید ببینید. تغییر در اینجا با مسئولان جابه‌جایی و مالکان سازمان است.',
  gone: 'از جابه‌جایی بیرون رفت',
  shared: 'مشترک',
  noWave: 'بدون موج',
  selectAll: 'انتخاب همهٔ فهرست',
  selected: { plural: { one: '{{count, number}} صندوق انتخاب شده', other: '{{count, number}} صندوق انتخاب شده' } },
  takeAll: 'انتخاب هر {{total}} صندوق',
  unselect: 'لغو انتخاب',
  decide: 'تصمیم',
  toWave: 'بردن به موج',
  startPass: 'آغاز دور کپی',
  pause: 'توقف',
  resume: 'ادامه',
  yes: 'انجام شود',
  no: 'انصراف',
  open: { plural: { one: '{{count, number}} استثنا', other: '{{count, number}} استثنا' } },
  filter: { decision: 'تصمیم', state: 'وضعیت', wave: 'موج', kind: 'نوع', service: 'سرویس' },
  decision: {
    undecided: 'بی‌تصمیم',
    move: 'جابه‌جا می‌شود',
    'archive-only': 'فقط بایگانی',
    stay: 'در سرویس قدیمی می‌ماند',
    'leave-behind': 'کنار گذاشته می‌شود',
  },
  state: { undecided: 'بی‌تصمیم', left: 'کپی نمی‌شود' },
  kind: { person: 'شخصی', role: 'مشترک' },
  side: { source: 'از {{name}}', target: 'به {{name}}' },
  column: {
    name: 'صندوق',
    state: 'وضعیت',
    progress: 'کپی‌شده',
    messages: 'نامه‌ها',
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
    'هر نما جست‌وجو، پالایه‌ها، ترتیب و ستون‌های این فهرست را با یک نام در همین مرورگر نگه می‌دارد. برای اشتراک‌گذاری، نشانی صفحه را بفرستید.',
  viewName: 'نام این نما',
  viewKeep: 'ذخیره',
  viewForget: 'حذف نمای {{name}}',
  ask: {
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
        one: 'نامه‌های تازهٔ {{count, number}} صندوق کپی شود؟',
        other: 'نامه‌های تازهٔ {{count, number}} صندوق کپی شود؟',
      },
    },
    final: {
      plural: {
        one: 'دور پایانی برای {{count, number}} صندوق آغاز شود؟',
        other: 'دور پایانی برای {{count, number}} صندوق آغاز شود؟',
      },
    },
    pause: {
      plural: { one: '{{count, number}} صندوق متوقف شود؟', other: '{{count, number}} صندوق متوقف شوند؟' },
    },
    resume: {
      plural: { one: '{{count, number}} صندوق ادامه یابد؟', other: '{{count, number}} صندوق ادامه یابند؟' },
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
    text: 'همهٔ صندوق‌های این جابه‌جایی اینجا دیده می‌شوند: هر یک به کجا می‌رود، تا کجا پیش رفته و چه چیزی مانع آن است. صندوق‌ها از فهرست افراد می‌آیند: فایل CSV یا Excel به همان شکلی که سرویس شما می‌دهد.',
    example: 'برای نمونه: orlov@alvero.example در موج نخست جابه‌جا می‌شود و sales@alvero.example مشترک است و مسئول دارد.',
  },
  noneFound: {
    title: 'صندوقی یافت نشد',
    text: 'هیچ صندوقی با همهٔ این واژه‌ها و پالایه‌ها جور نیست. یکی را بردارید یا همه را پاک کنید.',
  },
}

export const why: Persian['why'] = {
  'sign-in-refused': 'گذرواژه پذیرفته نشد',
  'sign-in-expired': 'گذرواژه منقضی شده',
  'sign-in-unsupported': 'ورود ممکن نیست',
  'credential-missing': 'هنوز گذرواژه‌ای نیست',
  'source-shrunken': 'صندوق قدیمی خالی‌تر شده',
  'target-shrunken': 'صندوق جدید خالی‌تر شده',
  'quota-full': 'صندوق جدید پر است',
  'connection-refused': 'سرور پاسخ نمی‌دهد',
  'connection-lost': 'ارتباط قطع شد',
}

export const panel: Persian['panel'] = {
  title: 'صندوق برگزیده',
  shut: 'بستن صندوق',
  wrong: 'مشکل',
  since: 'از {{when}}',
  noTarget: 'هنوز نشانی جدید ندارد',
  decidedBy: 'تصمیم از {{name}}',
  inWave: 'موج {{wave}}',
  owner: 'مسئول: {{name}}',
  noOwner: 'این نشانی مشترک هنوز مسئولی ندارد.',
  messages: '{{done}} از {{of}} نامه',
  verifying: '{{done}} از {{of}} نامه بازخوانی شد',
  of: '{{done}} از {{of}}',
  run: 'آغاز دور کپی',
  folders: 'پوشه‌ها',
  foldersNone: 'پس از نخستین نگاه به صندوق معلوم می‌شوند.',
  foldersMore: {
    plural: {
      one: '{{count, number}} پوشهٔ دیگر اینجا نیامده است.',
      other: '{{count, number}} پوشهٔ دیگر اینجا نیامده است.',
    },
  },
  verification: 'بررسی',
  read: '{{done}} از {{of}} بازخوانی شد',
  unread: 'هنوز بازخوانی نشده',
  passes: 'دورها',
  passesNone: 'هنوز دوری انجام نشده است.',
  cancel: 'لغو',
  log: 'رویدادها',
  logNone: 'هنوز رویدادی نبوده است.',
  exceptions: 'استثناها',
  unlisted: {
    plural: {
      one: '{{count, number}} مورد دیگر اینجا نیامده است.',
      other: '{{count, number}} مورد دیگر اینجا نیامده است.',
    },
  },
}

export const pass: Persian['pass'] = {
  trial: 'آزمایشی',
  first: 'نخست',
  delta: 'تکمیلی',
  final: 'پایانی',
  reverse: 'بازگشت',
  addresses: 'خواندن نشانی‌ها',
  note: {
    trial: 'چند نامه از هر پوشه، تا معلوم شود سرویس جدید آن‌ها را چقدر دقیق نگه می‌دارد.',
    first: 'همهٔ آنچه اکنون هست.',
    delta: 'آنچه از دور پیش رسیده یا تغییر کرده است.',
    final: 'آخرین نگاه پیش از بستن صندوق قدیمی.',
  },
  outcome: {
    green: 'کامل',
    exceptions: 'با استثنا',
    mismatch: 'با تفاوت',
    undecided: 'منتظر تصمیم',
    interrupted: 'نیمه‌کاره',
    queued: 'در نوبت',
    running: 'در جریان',
    cancelled: 'لغو شد',
  },
}

export const rung: Persian['rung'] = {
  exact: { name: 'یکسان', text: 'بایت به بایت' },
  normalised: { name: 'همان محتوا', text: 'پایان سطرها و مانند آن تغییر کرده' },
  equivalent: { name: 'همان بخش‌ها', text: 'سرویس جدید آن را از نو ساخته است' },
  mismatched: { name: 'متفاوت', text: 'همان نامه‌ای نیست که فرستاده شد' },
}

export const trouble: Persian['trouble'] = {
  'sign-in-refused': {
    title: 'سرور گذرواژه را نمی‌پذیرد',
    text: 'به احتمال زیاد گذرواژهٔ برنامه عوض یا باطل شده است. آنچه کپی شده سر جایش است و پس از ورود، کپی از همان‌جا ادامه می‌یابد.',
  },
  'sign-in-expired': {
    title: 'ورود دیگر معتبر نیست',
    text: 'پیش‌تر کار می‌کرد و اکنون نه. آنچه کپی شده سر جایش است و با گذرواژهٔ تازه ادامه می‌یابد.',
  },
  'sign-in-unsupported': {
    title: 'سرور راه ورود مناسبی ندارد',
    text: 'راه دیگری می‌خواهد. اگر سرویس کاربر ارشد داشته باشد، او به جای همه وارد می‌شود.',
  },
  'credential-missing': {
    title: 'هنوز گذرواژه‌ای برای آن نیست',
    text: 'با پیوندی تازه از صاحبش بخواهید، یا بگذارید مدیر سرویس به جای او وارد شود.',
  },
  'source-shrunken': {
    title: 'نامه‌های صندوق قدیمی بسیار کمتر شده است',
    text: 'شاید کسی آن را عمداً خالی کرده یا سرور تنها بخشی را نشان می‌دهد. در خانهٔ جدید چیزی حذف نشده است. صندوق قدیمی را ببینید و تصمیم بگیرید.',
  },
  'target-shrunken': {
    title: 'نامه‌های کپی‌شده در خانهٔ جدید نیستند',
    text: 'بیشتر آنچه کپی شده بود دیگر آنجا نیست. شاید کسی حذف کرده باشد. تصمیم بگیرید دوباره کپی شود یا نه.',
  },
  'quota-full': {
    title: 'صندوق جدید پر است',
    text: 'در سرویس جدید جا باز کنید یا سهمیه را بیشتر کنید و دوباره بکوشید. آنچه کپی شده سر جایش است.',
  },
  'connection-refused': {
    title: 'سرور در دسترس نیست',
    text: 'در نشانی آن پاسخی نیست. نام سرور، درگاه و دیوار آتش را بررسی کنید و دوباره بکوشید.',
  },
}

export const remedy: Persian['remedy'] = {
  again: 'تلاش دوباره',
  done: 'بستن',
  invite: 'دعوت دوباره',
  inviteText:
    'صاحب صندوق پیوند تازه‌ای می‌گیرد و گذرواژه را همان‌جا می‌دهد؛ بی‌درنگ بررسی می‌شود. پیوند پیشین از کار می‌افتد.',
  byLetter: 'فرستادن نامه',
  byLink: 'ساختن پیوند',
  linkMade: 'این پیوند را به او بدهید. تنها همین یک بار نشان داده می‌شود.',
  letterSent: 'نامه‌ای با پیوند تازه در راه است.',
  notInvited: 'کسی دعوت نشد: نشانی‌ای برای نامه نیست یا این صندوق گذرواژه نمی‌خواهد.',
  password: 'دادن گذرواژه',
  passwordText: {
    source: 'گذرواژه یا گذرواژهٔ برنامهٔ صندوق قدیمی. به گاوصندوق می‌رود که هیچ‌کس آن را نمی‌خواند و کپی ادامه می‌یابد.',
    target: 'گذرواژه یا گذرواژهٔ برنامهٔ صندوق جدید. به گاوصندوق می‌رود که هیچ‌کس آن را نمی‌خواند و کپی ادامه می‌یابد.',
  },
  passwordField: 'گذرواژه',
  passwordShow: 'نمایش گذرواژه',
  passwordGive: 'ذخیره و تلاش دوباره',
  master: 'ورود با کاربر ارشد',
  masterText: {
    plural: {
      one: 'سرویس {{service}} از این پس برای {{count, number}} صندوق خود این‌گونه وارد می‌شود.',
      other: 'سرویس {{service}} از این پس برای هر {{count, number}} صندوق خود این‌گونه وارد می‌شود.',
    },
  },
  masterUser: 'کاربر ارشد',
  masterGive: 'به کار گرفتن',
  less: 'ادامه با همین مقدار',
  lessText: 'دور بعد صندوق قدیمی را همان‌گونه که هست می‌پذیرد. آنچه پیش‌تر کپی شده در خانهٔ جدید می‌ماند.',
  'copy-again': 'کپی دوباره',
  'copy-againText': 'دور بعد هر آنچه را در خانهٔ جدید نیست دوباره کپی می‌کند.',
  leave: 'کنار گذاشتن',
  leaveText: 'آنچه در خانهٔ جدید حذف شده حذف‌شده می‌ماند و همین‌گونه شمرده می‌شود.',
}

export const log: Persian['log'] = {
  'mailboxes.changed': 'تنظیماتش تغییر کرد',
  'mailbox.paused': 'متوقف شد',
  'mailbox.resumed': 'ادامه یافت',
  'mailbox.stuck': 'خودبه‌خود پیش نمی‌رود',
  'mailbox.unstuck': 'دوباره خودبه‌خود پیش می‌رود',
  'pass.requested': 'یک دور درخواست شد',
  'pass.started': 'یک دور آغاز شد',
  'pass.cancelled': 'یک دور لغو شد',
  'pass.handed-back': 'یک دور قطع شد و بعداً ادامه می‌یابد',
  pass: {
    green: 'دور پایان یافت و وضع همهٔ نامه‌ها روشن است',
    exceptions: 'دور پایان یافت، با چند استثنا',
    failed: 'دور خوب پایان نیافت',
  },
}

export const exceptions: Persian['exceptions'] = {
  openInAll: {
    plural: {
      one: '{{count, number}} نامه یا پوشه در خانهٔ جدید همان نیست که بود و منتظر تصمیم است.',
      other: '{{count, number}} نامه و پوشه در خانهٔ جدید همان نیستند که بودند و منتظر تصمیم‌اند.',
    },
  },
  allAccepted: 'همهٔ استثناها را کسی پذیرفته است.',
  explained:
    'آنچه را می‌توان درست کرد درست کنید و دور دیگری آغاز کنید. آنچه می‌ماند با ذکر دلیل پذیرفته می‌شود: با امضا در گزارش می‌آید.',
  show: 'کدام استثناها',
  open: 'باز',
  accepted: 'پذیرفته',
  all: 'همه',
  search: 'موضوع، پوشه یا صندوق',
  noneShown: 'چنین موردی نیست.',
  inMailboxes: { plural: { one: 'در {{count, number}} صندوق', other: 'در {{count, number}} صندوق' } },
  acceptedCount: { plural: { one: '{{count, number}} پذیرفته', other: '{{count, number}} پذیرفته' } },
  messages: { plural: { one: 'نمایش {{count, number}} مورد', other: 'نمایش هر {{count, number}} مورد' } },
  hide: 'پنهان کردن',
  further: 'نمایش بیشتر',
  noSubject: 'بدون موضوع',
  accept: 'پذیرفتن',
  acceptAll: { plural: { one: 'پذیرفتن {{count, number}} مورد', other: 'پذیرفتن هر {{count, number}} مورد' } },
  withdraw: 'پس گرفتن',
  withdrawAll: 'پس گرفتن {{number}} مورد پذیرفته',
  acceptedBy: 'پذیرفتهٔ {{name}}، {{when}}',
  acceptQuestion: {
    plural: { one: '{{count, number}} استثنا پذیرفته شود؟', other: '{{count, number}} استثنا پذیرفته شوند؟' },
  },
  acceptText:
    'این‌ها جا می‌مانند یا همین‌گونه که هستند می‌مانند و دیگر مانع مرحله‌ای نیستند. تنها برای همین‌هاست؛ نام شما و دلیل نگه داشته می‌شود.',
  reason: 'دلیل',
  reasonHint: 'برای نمونه: دوشنبه با صاحب آن هماهنگ شد',
  typeCount: {
    plural: { one: 'برای تأیید {{count, number}} را بنویسید', other: 'برای تأیید {{count, number}} را بنویسید' },
  },
  empty: {
    title: 'استثنایی نیست',
    text: 'نامه‌ای که نتوان همان‌گونه کپی کرد یا به شکل دیگری برسد، با سخن سرور و راه چاره اینجا می‌آید. هیچ چیز بی‌صدا جا نمی‌ماند.',
    example:
      'برای نمونه: چهار نامه بزرگ‌تر از حد سرویس جدیدند. حد را بالا ببرید و دور دیگری آغاز کنید، یا بپذیرید که جا بمانند.',
  },
}

export const exceptionCode: Persian['exceptionCode'] = {
  'message-too-large': {
    title: 'بزرگ‌تر از حد سرویس جدید',
    text: 'حد را آنجا بالا ببرید و دور دیگری آغاز کنید، یا نامه را به صاحبش بدهید.',
  },
  'message-refused': {
    title: 'سرویس جدید نپذیرفت',
    text: 'نامه را به هیچ شکلی نمی‌پذیرد. بایت‌های اصلی نگه داشته شده؛ سخن سرور را بخوانید.',
  },
  'repaired-mended': {
    title: 'با اصلاحی کوچک پذیرفته شد',
    text: 'پایان سطرها یا بایت‌های تهی اصلاح شد. کاری لازم نیست، مگر امضای نامه مهم باشد.',
  },
  'repaired-rebuilt': {
    title: 'تنها با بازسازی پذیرفته شد',
    text: 'اصل آن کامل پیوست شده است. اگر مهم است به صاحبش بگویید.',
  },
  'line-always-cut': {
    title: 'ارتباط با این نامه قطع می‌شود',
    text: 'شاید دیوار آتش یا ضدویروس مانع آن است. دور دیگری آغاز کنید یا نامه را به صاحبش بدهید.',
  },
  'removed-unread': {
    title: 'پیش از بازخوانی ناپدید شد',
    text: 'به احتمال زیاد کسی در خانهٔ جدید حذفش کرده است. اگر لازم است دوباره کپی کنید.',
  },
  merged: { title: 'با نامه‌ای دیگر یکی شد', text: 'بایت‌های هر دو یکی است. اگر یکی بس است کاری لازم نیست.' },
  'not-handed-out': {
    title: 'سرویس قدیمی نامه را نمی‌دهد',
    text: 'در فهرست هست و داده نمی‌شود. آنجا بازش کنید؛ آنچه به دست آمد نگه داشته شده است.',
  },
  'folder-refused': {
    title: 'سرویس جدید پوشه را نپذیرفت',
    text: 'در قاعدهٔ پوشه‌ها نام دیگری بدهید یا کنارش بگذارید.',
  },
  'folder-unreadable': { title: 'پوشه خوانده نمی‌شود', text: 'دسترسی حساب به آن را بررسی کنید یا کنارش بگذارید.' },
  'folder-name-too-long': {
    title: 'نام پوشه بسیار بلند است',
    text: 'در سرویس قدیمی نامش را کوتاه کنید و دور دیگری آغاز کنید.',
  },
  'not-permitted': {
    title: 'پوشه نامه نمی‌پذیرد',
    text: 'به حساب اجازهٔ نوشتن بدهید یا جا باز کنید و دور دیگری آغاز کنید.',
  },
  'listing-incomplete': {
    title: 'پوشه کمتر از شمارش خود نشان می‌دهد',
    text: 'دور دیگری آغاز کنید. اگر همین‌گونه ماند، پوشه در آن سرویس آسیب دیده است.',
  },
  'missing-at-target': { title: 'در بازخوانی پیدا نشد', text: 'کپی شده بود و آنجا نیست. دور دیگری آغاز کنید.' },
  'doubled-at-target': { title: 'دو بار هست', text: 'هر دو را در خانهٔ جدید ببینید و یکی را حذف کنید.' },
  mismatched: {
    title: 'نامهٔ صندوق قدیمی نیست',
    text: 'دو نامه را مقایسه کنید، نسخهٔ خانهٔ جدید را حذف کنید و دور دیگری آغاز کنید.',
  },
  rebuilt: { title: 'همان بخش‌ها، بایت‌های دیگر', text: 'اگر مهم است دو نامه را مقایسه کنید.' },
  rewritten: {
    title: 'سرویس جدید آن را بازنویسی کرد',
    text: 'متن سالم است. کاری لازم نیست، مگر امضای نامه مهم باشد.',
  },
  'flags-not-kept': { title: 'نشان‌ها دیگرگون‌اند', text: 'اگر مهم است دستی بگذارید.' },
  'date-not-kept': { title: 'تاریخ رسیدن دیگری دارد', text: 'در این سرویس کاری نمی‌توان کرد.' },
}
