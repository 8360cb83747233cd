import type { Persian } from './forms.ts'

export const addresses: Persian['addresses'] = {
  title: 'نشانی‌ها',
  open: 'بدون تصمیم',
  done: 'دربارهٔ همهٔ نشانی‌ها تصمیم گرفته شده است.',
  next: 'بعدی: {{part}}',
  toOverview: 'تمام شد، به نمای کلی',
  empty: {
    title: 'نخست کارکنان، سپس نشانی‌هایشان',
    text: 'همین که صندوق‌ها در جابه‌جایی باشند، در اینجا نشانی‌های جدید را با قاعده می‌سازید، مسئول نشانی‌های مشترک را تعیین می‌کنید، تصمیم می‌گیرید چه چیزی جابه‌جا شود، و می‌بینید که هیچ نشانی‌ای فراموش نشده است.',
  },
  part: {
    new: 'نشانی‌های جدید',
    roles: 'نشانی‌های مشترک',
    decisions: 'چه چیزی جابه‌جا شود',
    seen: 'هیچ‌چیز فراموش نشود',
  },
  kind: { person: 'شخصی', role: 'مشترک' },
  decision: {
    undecided: 'بدون تصمیم',
    move: 'جابه‌جا شود',
    'archive-only': 'فقط بایگانی',
    stay: 'در سرویس قدیمی بماند',
    'leave-behind': 'منتقل نشود',
  },
  new: {
    allGiven: {
      plural: {
        one: '{{count, number}} صندوق هست و نشانی جدید خود را دارد یا به آن نیاز ندارد.',
        other: 'هر {{count, number}} صندوق نشانی جدید دارند یا به آن نیاز ندارند.',
      },
    },
    without: {
      plural: {
        one: '{{count, number}} صندوق هنوز نشانی جدید ندارد.',
        other: '{{count, number}} صندوق هنوز نشانی جدید ندارند.',
      },
    },
    stays: 'در این جابه‌جایی همهٔ نشانی‌ها همان می‌مانند.',
    keepAll: {
      plural: {
        one: '{{count, number}} نشانی همان بماند',
        other: 'هر {{count, number}} نشانی همان بمانند',
      },
    },
    byRule: 'دادن نشانی‌های دیگر با یک قاعده',
    pattern: 'الگو',
    rule: 'قاعده',
    spelling: 'املای نام‌ها',
    again: 'نشانی‌های جدیدِ موجود هم عوض شوند',
    propose: 'دیدن نتیجه',
    made: {
      plural: {
        one: '{{count, number}} نشانی به دست می‌آید.',
        other: '{{count, number}} نشانی به دست می‌آید.',
      },
    },
    collisions: {
      plural: {
        one: '{{count, number}} نشانی برای بیش از یک صندوق خواسته شده است: تعیین کنید به کدام برسد.',
        other: '{{count, number}} نشانی برای بیش از یک صندوق خواسته شده است: تعیین کنید به کدام برسد.',
      },
    },
    unmade: {
      plural: {
        one: 'قاعده برای {{count, number}} صندوق نشانی نمی‌دهد.',
        other: 'قاعده برای {{count, number}} صندوق نشانی نمی‌دهد.',
      },
    },
    taken: 'پیش‌تر گرفته شده',
    shared: 'برای چند صندوق',
    choose: 'نشانی جدید برای {{address}}',
    chooseOne: 'انتخاب کنید…',
    unsure: 'املا را بررسی کنید',
    more: { plural: { one: 'و {{count, number}} مورد دیگر', other: 'و {{count, number}} مورد دیگر' } },
    apply: { plural: { one: 'ثبت {{count, number}} نشانی', other: 'ثبت {{count, number}} نشانی' } },
    applied: { plural: { one: '{{count, number}} نشانی ثبت شد.', other: '{{count, number}} نشانی ثبت شد.' } },
  },
  pattern: {
    '{local}': 'همان بخش پیش از @',
    '{first}.{last}': 'نام و نام خانوادگی: anna.berg',
    '{f}.{last}': 'حرف نخست و نام خانوادگی: a.berg',
    '{first}': 'نام: anna',
    '{first}{l}': 'نام و حرف نخست: annab',
    '{last}': 'نام خانوادگی: berg',
    own: 'قاعدهٔ خودتان',
  },
  spelling: { common: 'به شکل معمول (yury, muller)', icao: 'مطابق گذرنامه (iurii, mueller)' },
  why: {
    'name-missing': 'بخشی از نام نیست:',
    'letters-unknown': 'حرف‌هایی که به لاتین نوشته نمی‌شوند:',
    'not-acceptable': 'از آن نشانی‌ای به دست نمی‌آید:',
  },
  roles: {
    text: 'نشانی‌هایی مانند ⁦info@⁩ یا ⁦sales@⁩ مربوط به یک کارند، نه یک شخص. از روز نخست باید کسی پاسخ‌گوی هر یک باشد.',
    none: 'نشانی مشترکی شناخته نشد. نشانی با نام دیگر را می‌توان همین‌جا مشخص کرد.',
    nobody: 'هنوز هیچ‌کس',
    owner: 'چه کسی پاسخ‌گوی {{address}} است',
    hint: 'نام یا نشانی مسئول',
    save: 'تعیین مسئول',
    change: 'تغییر',
    person: 'نشانی شخصی است',
    another: 'نشانی دیگری هم مشترک است',
    anotherHint: 'نشانی قدیمی آن',
    mark: 'نشانی مشترک است',
    unknown: 'هیچ صندوق شخصی این انتقال این نشانی را ندارد.',
  },
  decisions: {
    all: 'دربارهٔ همهٔ صندوق‌ها تصمیم گرفته شده است.',
    open: {
      plural: {
        one: 'دربارهٔ {{count, number}} صندوق هنوز تصمیمی گرفته نشده است.',
        other: 'دربارهٔ {{count, number}} صندوق هنوز تصمیمی گرفته نشده است.',
      },
    },
    moveAll: {
      plural: {
        one: '{{count, number}} صندوق جابه‌جا شود',
        other: 'هر {{count, number}} صندوق بی‌تصمیم جابه‌جا شوند',
      },
    },
    any: 'همه',
    of: 'تصمیم دربارهٔ {{name}}',
    by: '{{name}}، {{day}}',
    chooseAll: {
      plural: {
        one: 'انتخاب همهٔ فهرست: {{count, number}}',
        other: 'انتخاب همهٔ فهرست: {{count, number}}',
      },
    },
  },
  seen: {
    title: 'نشانی‌هایی که ایمیل به آن‌ها رسیده است',
    all: {
      plural: {
        one: 'همین {{count, number}} نشانی در جابه‌جایی است یا درباره‌اش تصمیم گرفته شده است.',
        other: 'هر {{count, number}} نشانی در جابه‌جایی‌اند یا درباره‌شان تصمیم گرفته شده است: هیچ‌یک فراموش نشده است.',
      },
    },
    open: {
      plural: {
        one: '{{count, number}} نشانی نه در جابه‌جایی است و نه درباره‌اش تصمیمی هست. پس از جابه‌جایی، ایمیل‌هایش به فرستنده برمی‌گردد.',
        other:
          '{{count, number}} نشانی نه در جابه‌جایی‌اند و نه درباره‌شان تصمیمی هست. پس از جابه‌جایی، ایمیل‌هایشان به فرستنده برمی‌گردد.',
      },
    },
    show: { undecided: 'بدون تصمیم', decided: 'با تصمیم', all: 'همه' },
    sort: { plus: 'نشانی‌های دارای +', junk: 'فقط در هرزنامه' },
    decision: { exists: 'صندوقی در سرویس جدید', alias: 'نام مستعار می‌شود', ends: 'پایان می‌یابد' },
    forChosen: 'انتخاب‌شده‌ها:',
    forSort: 'همهٔ این نوع:',
    noneSo: 'چنین موردی نیست.',
    messages: { plural: { one: '{{count, number}} ایمیل', other: '{{count, number}} ایمیل' } },
    delivered: {
      plural: { one: 'قطعاً رسیده: {{count, number}}', other: 'قطعاً رسیده: {{count, number}}' },
    },
    junk: { plural: { one: '{{count, number}} در هرزنامه', other: '{{count, number}} در هرزنامه' } },
    last: 'آخرین: {{day}}',
    inMove: 'در جابه‌جایی',
    of: 'تصمیم دربارهٔ {{address}}',
  },
  reading: {
    title: 'خواندن نشانی‌های گیرندگان',
    text: 'سرویس‌ها همهٔ نام‌های مستعار، گروه‌ها و نشانی‌های قدیمی را نشان نمی‌دهند، اما در سرآیند ایمیل‌ها پیدا هستند: اینجا فقط سرآیندها خوانده می‌شوند و چیزی کپی یا عوض نمی‌شود.',
    goesOn: '{{running, number}} در حال خواندن، {{waiting, number}} در نوبت',
    read: {
      plural: {
        one: '{{read, number}} صندوق از {{count, number}} صندوق خوانده شده است.',
        other: '{{read, number}} صندوق از {{count, number}} صندوق خوانده شده است.',
      },
    },
    messages: {
      plural: { one: '{{count, number}} ایمیل بررسی شد.', other: '{{count, number}} ایمیل بررسی شد.' },
    },
    last: 'آخرین بار: {{when}}.',
    incomplete: {
      plural: {
        one: 'در {{count, number}} صندوق، سرور همهٔ پوشه‌ها را نشان نداد.',
        other: 'در {{count, number}} صندوق، سرور همهٔ پوشه‌ها را نشان نداد.',
      },
    },
    notReady: {
      plural: {
        one: 'هنوز نمی‌توان {{count, number}} صندوق را خواند: سرویس قدیمی یا دسترسی مشخص نیست.',
        other: 'هنوز نمی‌توان {{count, number}} صندوق را خواند: سرویس قدیمی یا دسترسی مشخص نیست.',
      },
    },
    start: 'آغاز خواندن',
    again: 'خواندن تازه‌ها',
    toTable: 'افزودن به جابه‌جایی',
  },
}
