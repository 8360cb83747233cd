import { grouped, type Voice } from './scene.ts'

function persianDigits(text: string): string {
  return text.replaceAll(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)))
}

const CALENDAR = new Intl.DateTimeFormat('fa-IR-u-ca-persian', { day: 'numeric', month: 'long', timeZone: 'UTC' })

export const persian: Voice = {
  language: 'fa',
  zone: 210,
  direction: 'rtl',
  reply: 'Re: ',
  currency: 'یورو',
  number: (value, decimals = 0) => persianDigits(grouped(value, decimals, '٬', '٫')),
  date: (date) => CALENDAR.format(date),
  greeting: (name) => `${name} گرامی،\nبا سلام و احترام،`,
  closing: 'با احترام،',
  correspondents: [
    {
      name: 'بهرام نیک‌نام',
      greeted: 'جناب آقای نیک‌نام',
      address: 'niknam@golestan-carpet.example',
      firm: 'شرکت فرش گلستان',
      city: 'کاشان',
    },
    {
      name: 'مریم صادقی',
      greeted: 'سرکار خانم صادقی',
      address: 'sadeghi@pars-kashi.example',
      firm: 'کاشی پارس',
      city: 'یزد',
    },
    {
      name: 'کاوه رستگار',
      greeted: 'جناب آقای رستگار',
      address: 'k.rastegar@alborz-trade.example',
      firm: 'بازرگانی البرز',
      city: 'تهران',
    },
    {
      name: 'نسرین توکلی',
      greeted: 'سرکار خانم توکلی',
      address: 'tavakoli@khalij-shipping.example',
      firm: 'حمل‌ونقل خلیج',
      city: 'بندرعباس',
    },
  ],
  products: [
    { name: 'فرش دستباف پشمی ۲ در ۳ متر', unit: 'تخته', price: 640, quantity: 48 },
    { name: 'کاشی لعاب‌دار فیروزه‌ای', unit: 'مترمربع', price: 31, quantity: 520 },
    { name: 'پستهٔ اکبری درجه یک', unit: 'کیلوگرم', price: 14, quantity: 2400 },
    { name: 'زعفران سرگل', unit: 'گرم', price: 2, quantity: 9000 },
  ],
  scenes: [
    {
      subject: (f) => `استعلام قیمت ${f.product}`,
      steps: [
        {
          from: 'them',
          body: (f) =>
            `${f.theirFirm} در نظر دارد ${f.quantity} ${f.ofProduct} خریداری کند. خواهشمند است قیمت خود را با احتساب هزینهٔ حمل تا ${f.city} و زمان تحویل اعلام فرمایید.\n\nچنانچه برای سفارش بیشتر تخفیفی در نظر می‌گیرید، لطفاً شرایط آن را نیز بنویسید.`,
        },
        {
          from: 'us',
          after: 1,
          attach: 'quotation.pdf',
          body: (f) =>
            `از استعلام شما سپاسگزاریم. پیش‌فاکتور شمارهٔ ${f.number} به پیوست تقدیم می‌شود: ${f.quantity} به قیمت واحد ${f.price} و مبلغ کل ${f.total}. این قیمت تا ${f.later} معتبر است.\n\nحدود نیمی از کالا در انبار موجود است و باقی آن ظرف پنج هفته تحویل خواهد شد. برای دو برابر این مقدار، چهار درصد تخفیف در نظر گرفته‌ایم.`,
        },
        {
          from: 'them',
          after: 4,
          body: (f) =>
            `قیمت مورد تأیید ماست. پیش از ثبت سفارش، لطفاً یک نمونه برای بررسی رنگ و کیفیت تا ${f.soon} ارسال فرمایید.`,
        },
        {
          from: 'us',
          after: 1,
          body: (f) =>
            `نمونه امروز با پیک ارسال شد و پیش از ${f.soon} به دست شما می‌رسد. بابت نمونه هزینه‌ای دریافت نمی‌شود و کالا تا پایان ماه برای شما کنار گذاشته شده است.`,
        },
      ],
    },
    {
      subject: (f) => `ارسال سفارش شمارهٔ ${f.number}`,
      steps: [
        {
          from: 'us',
          attach: 'packing-list.csv',
          body: (f) =>
            `به آگاهی می‌رساند سفارش شمارهٔ ${f.number} (${f.product}، ${f.quantity}) امروز بارگیری شد و زمان تقریبی رسیدن آن ${f.later} است. فهرست بسته‌بندی پیوست است.\n\nلطفاً نام ترخیص‌کار خود را اعلام فرمایید تا اصل اسناد مستقیماً برای ایشان فرستاده شود.`,
        },
        {
          from: 'them',
          after: 2,
          body: () =>
            `اسناد دریافت شد، سپاسگزاریم. ترخیص کالا را آقای مهرداد یوسفی انجام می‌دهند. خواهشمند است راننده یک ساعت پیش از رسیدن با انبار تماس بگیرد.`,
        },
        {
          from: 'us',
          after: 1,
          body: () => `شمارهٔ انبار در اختیار شرکت حمل قرار گرفت و راننده یک ساعت پیش از رسیدن تماس خواهد گرفت.`,
        },
      ],
    },
    {
      subject: (f) => `فاکتور شمارهٔ ${f.number}`,
      steps: [
        {
          from: 'us',
          attach: 'invoice.pdf',
          body: (f) =>
            `فاکتور شمارهٔ ${f.number} به مبلغ ${f.total} بابت ${f.quantity} ${f.ofProduct} به پیوست ارسال می‌شود. خواهشمند است تا ${f.later} نسبت به پرداخت آن اقدام فرمایید.`,
        },
        {
          from: 'them',
          after: 6,
          body: (f) =>
            `واحد مالی ما مبلغ فاکتور ${f.number} را با قرارداد مغایر می‌داند، زیرا هزینهٔ بیمه دو بار محاسبه شده است. لطفاً بررسی و در صورت لزوم فاکتور اصلاحی ارسال فرمایید.`,
        },
        {
          from: 'us',
          after: 2,
          body: () =>
            `حق با شماست و از این اشتباه پوزش می‌خواهیم. فاکتور اصلاحی تا فردا صادر و برای واحد مالی شما فرستاده می‌شود.`,
        },
      ],
    },
    {
      subject: (f) => `آسیب‌دیدگی بار سفارش ${f.number}`,
      steps: [
        {
          from: 'them',
          attach: 'photo.png',
          body: (f) =>
            `امروز محموله را باز کردیم. یکی از پالت‌ها خیس شده و ردیف پایین ${f.ofProduct} لکه‌دار و غیرقابل فروش است. عکس پیوست است و راننده نیز موضوع را در بارنامه ثبت کرده است.`,
        },
        {
          from: 'us',
          after: 1,
          body: (f) =>
            `از این پیشامد بسیار متأسفیم. لطفاً پالت را تا بازدید کارشناس بیمه که تا ${f.soon} انجام می‌شود نگه دارید. کالای جایگزین جمعهٔ همین هفته ارسال می‌شود.`,
        },
        { from: 'them', after: 5, body: () => `کالای جایگزین سالم و کامل رسید. از پیگیری سریع شما سپاسگزاریم.` },
      ],
    },
  ],
  enquiries: [
    [
      'درخواست کاتالوگ',
      'با سلام،\n\nلطفاً کاتالوگ فرش‌های دستباف و فهرست قیمت عمده را برای ما ارسال فرمایید.\n\nبا تشکر\nفروشگاه ترنج، شیراز',
    ],
    [
      'همکاری در نمایشگاه',
      'با سلام و احترام،\n\nنمایشگاه کاشی و سرامیک اردیبهشت‌ماه برگزار می‌شود. آیا مایلید غرفه‌ای مشترک داشته باشیم؟\n\nارادتمند\nامید فرهادی',
    ],
  ],
}
