import { persian as base } from '../../sample/persian.ts'
import type { Voice } from '../../sample/scene.ts'

/** Letters about doors in Persian. */
export const persian: Voice = {
  ...base,
  correspondents: [
    ['فرهاد یزدانی', 'جناب آقای یزدانی', 'yazdani@sepid-sazeh.example', 'شرکت سپید سازه', 'تهران'],
    ['الهام شریفی', 'سرکار خانم شریفی', 'sharifi@hotel-baran.example', 'هتل باران', 'رشت'],
    ['سعید نوروزی', 'جناب آقای نوروزی', 'norouzi@aria-bana.example', 'آریا بنا', 'اصفهان'],
    ['شیرین کاظمی', 'سرکار خانم کاظمی', 'kazemi@memari-kazemi.example', 'دفتر معماری کاظمی', 'شیراز'],
    ['حامد بهرامی', 'جناب آقای بهرامی', 'bahrami@choob-shomal.example', 'چوب شمال', 'ساری'],
    ['مینا جلالی', 'سرکار خانم جلالی', 'jalali@darman-mehr.example', 'درمانگاه مهر', 'مشهد'],
  ].map(([name = '', greeted = '', address = '', firm = '', city = '']) => ({ name, greeted, address, firm, city })),
  products: [
    { name: 'درب داخلی روکش بلوط', unit: 'لنگه', price: 210, quantity: 46 },
    { name: 'درب ضد سرقت فولادی', unit: 'دستگاه', price: 860, quantity: 12 },
    { name: 'درب ضد حریق ۶۰ دقیقه', unit: 'دستگاه', price: 620, quantity: 22 },
    { name: 'درب کشویی ریل مخفی', unit: 'دستگاه', price: 365, quantity: 18 },
    { name: 'یراق‌آلات درب', unit: 'سری', price: 34, quantity: 140 },
  ],
  scenes: [
    {
      subject: (f) => `درخواست پیش‌فاکتور ${f.product}`,
      steps: [
        {
          from: 'them',
          body: (f) =>
            `${f.theirFirm} برای پروژه‌ای در ${f.city} به ${f.quantity} ${f.ofProduct} همراه با چارچوب، روکوب و نصب نیاز دارد. خواهشمند است قیمت و زمان تحویل را اعلام فرمایید.\n\nضخامت دیوارها بین ۹۰ تا ۱۴۰ میلی‌متر است و نقشهٔ بازشوها جداگانه ارسال می‌شود.`,
        },
        {
          from: 'us',
          after: 1,
          attach: 'quotation.pdf',
          body: (f) =>
            `از توجه شما سپاسگزاریم. پیش‌فاکتور شمارهٔ ${f.number} پیوست است: ${f.quantity} به قیمت واحد ${f.price} و مبلغ کل ${f.total} با حمل و نصب. اعتبار آن تا ${f.later} است.\n\nاندازه‌گیری همهٔ بازشوها پیش از تولید بر عهدهٔ ماست و هزینه‌ای ندارد.`,
        },
        {
          from: 'them',
          after: 4,
          body: (f) =>
            `نمونه را دیدیم و رنگ آن مناسب است. لطفاً بفرمایید نوار درزگیر در قیمت حساب شده است یا خیر، و آیا اندازه‌گیری تا ${f.soon} انجام می‌شود؟`,
        },
        {
          from: 'us',
          after: 1,
          body: (f) =>
            `نوار درزگیر در قیمت هست. همکار ما تا ${f.soon} برای اندازه‌گیری می‌آید و حدود سه ساعت زمان لازم دارد.`,
        },
        { from: 'them', after: 3, body: (f) => `موافقیم. لطفاً سفارش را بر اساس پیش‌فاکتور ${f.number} ثبت فرمایید.` },
      ],
    },
    {
      subject: (f) => `اندازه‌ها، سفارش ${f.number}`,
      steps: [
        {
          from: 'us',
          attach: 'measurements.csv',
          body: (f) =>
            `همهٔ بازشوهای ${f.city} اندازه‌گیری شد و جدول پیوست است. سه بازشو بیش از ۸ میلی‌متر ناشاقول است؛ لطفاً تا ${f.soon} اصلاح شود، وگرنه روکوب پهن‌تر سفارش می‌دهیم.`,
        },
        {
          from: 'them',
          after: 2,
          attach: 'photo.png',
          body: () =>
            `سپاس. گچ‌کار پنجشنبه می‌آید. عکس بدترین بازشو پیوست است. کف آنجا ۱۵ میلی‌متر بالاتر می‌آید؛ از خط روی دیوار اندازه بگیرید.`,
        },
        {
          from: 'us',
          after: 1,
          body: () => `دیده شد و در جدول اصلاح کردیم: لنگه ۱۵ میلی‌متر کوتاه‌تر. تولید از شنبه آغاز می‌شود.`,
        },
      ],
    },
    {
      subject: (f) => `صورت‌حساب ${f.number}`,
      steps: [
        {
          from: 'us',
          attach: 'invoice.pdf',
          body: (f) =>
            `صورت‌حساب شمارهٔ ${f.number} به مبلغ ${f.total} بابت ${f.quantity} ${f.ofProduct} پیوست است. خواهشمند است تا ${f.later} پرداخت فرمایید.`,
        },
        {
          from: 'them',
          after: 7,
          body: (f) => `مبلغ صورت‌حساب ${f.number} امروز پرداخت شد. رسید بانک نزد حسابداری است.`,
        },
      ],
    },
    {
      subject: (f) => `ارسال ${f.product}`,
      steps: [
        {
          from: 'us',
          attach: 'packing-list.csv',
          body: (f) =>
            `سفارش شما آماده است: ${f.quantity} در نه پالت. خودرو می‌تواند ${f.soon} در ${f.city} باشد. لیفتراک دارید؟`,
        },
        {
          from: 'them',
          after: 1,
          body: () => `بله، تا ساعت چهار. لطفاً از درب پشتی وارد شوید؛ ورودی اصلی در دست تعمیر است.`,
        },
      ],
    },
    {
      subject: (f) => `خط و خش روی دو لنگه، سفارش ${f.number}`,
      steps: [
        {
          from: 'them',
          attach: 'large-photo.png',
          body: (f) =>
            `روی دو لنگه از ${f.ofProduct} کنار قفل خط افتاده است؛ عکس پیوست است. امکان تعویض تا ${f.later} هست؟`,
        },
        {
          from: 'us',
          after: 1,
          body: (f) => `پوزش می‌خواهیم. دو لنگهٔ تازه در کارگاه رنگ است و تا ${f.soon} نصب می‌شود.`,
        },
        { from: 'them', after: 6, body: () => `نصب شد و بی‌نقص بسته می‌شود. از پیگیری شما سپاسگزاریم.` },
      ],
    },
  ],
  enquiries: [],
}
