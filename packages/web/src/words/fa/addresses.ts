import type { Persian } from './forms.ts'

export const addresses: Persian['addresses'] = {
  title: 'نشانی‌ها',
  open: 'باز',
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
    undecided: 'تصمیم گرفته نشده',
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
    stays: 'دامنه همان می‌ماند: با قاعدهٔ نخست، نشانی همه همان که بود می‌ماند.',
    pattern: 'الگو',
    rule: 'قاعده',
    spelling: 'نگارش نام‌ها',
    again: 'نشانی جدید کسانی هم که دارند عوض شود',
    propose: 'دیدن نتیجه',
    made: {
      plural: {
        one: '{{count, number}} نشانی به دست می‌آید.',
        other: '{{count, number}} نشانی به دست می‌آید.',
      },
    },
    collisions: {
      plural: {
        one: '{{count, number}} نشانی بیش از یک خواهان دارد: برگزینید به که برسد.',
        other: '{{count, number}} نشانی بیش از یک خواهان دارند: برگزینید به که برسند.',
      },
    },
    unmade: {
      plural: {
        one: 'قاعده برای {{count, number}} صندوق نشانی نمی‌دهد.',
        other: 'قاعده برای {{count, number}} صندوق نشانی نمی‌دهد.',
      },
    },
    taken: 'صاحب دارد',
    shared: 'بیش از یک خواهان',
    choose: 'نشانی جدید {{address}}',
    chooseOne: 'برگزینید …',
    unsure: 'نگارش را ببینید',
    more: { plural: { one: 'و {{count, number}} مورد دیگر', other: 'و {{count, number}} مورد دیگر' } },
    apply: { plural: { one: 'دادن {{count, number}} نشانی', other: 'دادن {{count, number}} نشانی' } },
    applied: { plural: { one: '{{count, number}} نشانی داده شد.', other: '{{count, number}} نشانی داده شد.' } },
  },
  pattern: {
    '{local}': 'همان که تا کنون پیش از @ بود',
    '{first}.{last}': 'نام و نام خانوادگی: anna.berg',
    '{f}.{last}': 'حرف نخست و نام خانوادگی: a.berg',
    '{first}': 'نام: anna',
    '{first}{l}': 'نام و حرف نخست: annab',
    '{last}': 'نام خانوادگی: berg',
    own: 'قاعدهٔ خودتان',
  },
  spelling: { common: 'چنان‌که معمول است (yury, muller)', icao: 'چنان‌که در گذرنامه است (iurii, mueller)' },
  why: {
    'name-missing': 'بخشی از نام نیست:',
    'letters-unknown': 'حرف‌هایی که به لاتین نوشته نمی‌شوند:',
    'not-acceptable': 'از آن نشانی‌ای به دست نمی‌آید:',
  },
  roles: {
    text: 'نشانی‌هایی مانند ⁦info@⁩ یا ⁦sales@⁩ از آنِ یک کارند، نه یک شخص. از روز نخست باید کسی پاسخ‌گوی هر یک باشد.',
    none: 'نشانی مشترکی شناخته نشد. نشانی با نام دیگر را می‌توان در صندوقش مشخص کرد.',
    nobody: 'هنوز هیچ‌کس',
    owner: 'چه کسی پاسخ‌گوی {{address}} است',
    hint: 'نام یا نشانی مسئول',
    save: 'تعیین مسئول',
    change: 'تغییر',
    person: 'نشانی شخصی است',
  },
  decisions: {
    all: 'دربارهٔ همهٔ صندوق‌ها تصمیم گرفته شده است.',
    open: {
      plural: {
        one: 'دربارهٔ {{count, number}} صندوق هنوز تصمیمی گرفته نشده است.',
        other: 'دربارهٔ {{count, number}} صندوق هنوز تصمیمی گرفته نشده است.',
      },
    },
    any: 'همه',
    of: 'تکلیف {{name}}',
    by: '{{name}}، {{day}}',
    chooseAll: {
      plural: {
        one: 'برگزیدن همهٔ فهرست: {{count, number}}',
        other: 'برگزیدن همهٔ فهرست: {{count, number}}',
      },
    },
  },
  seen: {
    title: 'نشانی‌هایی که نامه به آن‌ها رسیده است',
    all: {
      plural: {
        one: 'همین {{count, number}} نشانی در جابه‌جایی است یا درباره‌اش تصمیم گرفته شده است.',
        other: 'هر {{count, number}} نشانی در جابه‌جایی‌اند یا درباره‌شان تصمیم گرفته شده است: هیچ‌یک فراموش نشده است.',
      },
    },
    open: {
      plural: {
        one: '{{count, number}} نشانی نه در جابه‌جایی است و نه درباره‌اش تصمیمی هست. پس از جابه‌جایی، نامه‌هایش به فرستنده برمی‌گردد.',
        other:
          '{{count, number}} نشانی نه در جابه‌جایی‌اند و نه درباره‌شان تصمیمی هست. پس از جابه‌جایی، نامه‌هایشان به فرستنده برمی‌گردد.',
      },
    },
    show: { undecided: 'باز', decided: 'تصمیم‌گرفته‌شده', all: 'همه' },
    sort: { plus: 'نشانی‌های دارای +', junk: 'فقط در هرزنامه' },
    decision: { exists: 'صندوقی در سرویس جدید', alias: 'نام مستعار می‌شود', ends: 'پایان می‌یابد' },
    forChosen: 'برگزیده‌ها:',
    forSort: 'همهٔ این نوع:',
    noneSo: 'چنین موردی نیست.',
    messages: { plural: { one: '{{count, number}} نامه', other: '{{count, number}} نامه' } },
    delivered: {
      plural: { one: '{{count, number}} بی‌گمان رسیده', other: '{{count, number}} بی‌گمان رسیده' },
    },
    junk: { plural: { one: '{{count, number}} در هرزنامه', other: '{{count, number}} در هرزنامه' } },
    last: 'آخرین: {{day}}',
    inMove: 'در جابه‌جایی',
    of: 'تکلیف {{address}}',
  },
  reading: {
    title: 'خواندن نشانی‌های گیرندگان',
    text: 'سرویس‌ها همهٔ نام‌های مستعار، گروه‌ها و نشانی‌های قدیمی را نمی‌گویند. سرآیندهای نامه‌ها می‌گویند: در اینجا فقط همان‌ها خوانده می‌شوند و چیزی کپی یا عوض نمی‌شود.',
    goesOn: '{{running, number}} در حال خواندن، {{waiting, number}} در نوبت',
    read: {
      plural: {
        one: '{{read, number}} صندوق از {{count, number}} صندوق خوانده شده است.',
        other: '{{read, number}} صندوق از {{count, number}} صندوق خوانده شده است.',
      },
    },
    messages: {
      plural: { one: '{{count, number}} نامه بررسی شد.', other: '{{count, number}} نامه بررسی شد.' },
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
        one: '{{count, number}} صندوق هنوز خواندنی نیست: سرویس قدیمی یا دسترسی ندارد.',
        other: '{{count, number}} صندوق هنوز خواندنی نیستند: سرویس قدیمی یا دسترسی ندارند.',
      },
    },
    start: 'آغاز خواندن',
    again: 'خواندن تازه‌ها',
    toTable: 'بردن برخی به جابه‌جایی',
  },
}
