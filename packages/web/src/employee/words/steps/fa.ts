import type { Steps } from '../forms.ts'

/** Few services speak Persian: then their buttons stand as they write them. */
export const steps: Steps = {
  'gmail.sign-in':
    'صفحهٔ «گذرواژه‌های برنامه» (App passwords) را در حساب Google خود باز کنید و با صندوق قدیمی وارد شوید.',
  'gmail.two-step':
    'اگر Google گفت این صفحه برای شما در دسترس نیست، نخست «تأیید دومرحله‌ای» (2-Step Verification) را روشن کنید.',
  'gmail.name': 'در «نام برنامه» (App name) بنویسید Caravan و دکمهٔ «ایجاد» (Create) را بزنید.',
  'gmail.copy': '۱۶ حرفی را که Google نشان می‌دهد کپی کنید و اینجا بگذارید.',
  'yandex.imap':
    'در صندوق قدیمی تنظیمات و سپس «Mail clients» (Почтовые программы) را باز کنید، «imap.yandex.ru» و «App passwords and OAuth tokens» را تیک بزنید و ذخیره کنید.',
  'yandex.sign-in': 'صفحهٔ «App passwords» (Пароли приложений) را در Yandex ID خود باز کنید.',
  'yandex.name': '«Mail» (Почта) را برگزینید و نام آن را Caravan بگذارید.',
  'yandex.copy': '۱۶ حرفی را که Yandex نشان می‌دهد کپی کنید؛ تنها یک بار نشان داده می‌شود. آن را اینجا بگذارید.',
  'mailru.sign-in':
    'در تنظیمات امنیتی «Passwords for external applications» (Пароли для внешних приложений) را باز کنید.',
  'mailru.name': '«Create» (Создать) را بزنید و نام آن را Caravan بگذارید.',
  'mailru.scope': 'دسترسی کامل به ایمیل را برگزینید و با گذرواژهٔ خود تأیید کنید.',
  'mailru.copy': 'گذرواژه‌ای را که نشان داده می‌شود کپی کنید؛ تنها یک بار نشان داده می‌شود. آن را اینجا بگذارید.',
  'microsoft.ask':
    'Microsoft از برنامه‌های دیگر گذرواژه نمی‌پذیرد. از کسی که شما را دعوت کرده است بپرسید؛ یک مدیر صندوق را باز می‌کند.',
  'netease.settings': 'در صندوق قدیمی «تنظیمات» (设置) و سپس «POP3/SMTP/IMAP» را باز کنید.',
  'netease.imap': '«سرویس IMAP/SMTP» (IMAP/SMTP服务) را روشن کنید و با پیامکی که NetEase می‌خواهد تأیید کنید.',
  'netease.copy': 'کد مجوز (授权码) را که تنها یک بار نشان داده می‌شود کپی کنید و اینجا بگذارید.',
  'netease-qiye.settings':
    'در صندوق قدیمی «تنظیمات» (设置) و سپس «تنظیمات برنامه» (客户端设置) را باز کنید؛ اگر خواست، شمارهٔ تلفن خود را ثبت کنید.',
  'netease-qiye.imap': '«IMAP» را روشن کنید.',
  'netease-qiye.copy': 'کد مجوز برنامه (客户端授权码) را بسازید؛ تنها یک بار نشان داده می‌شود. آن را اینجا بگذارید.',
  'qq.settings': 'در صندوق قدیمی «تنظیمات» (设置) و سپس «حساب» (账号) را باز کنید.',
  'qq.imap': '«سرویس IMAP/SMTP» (IMAP/SMTP服务) را روشن کنید و چنان‌که QQ می‌خواهد تأیید کنید.',
  'qq.copy': 'کد مجوز (授权码) شانزده‌حرفی را کپی کنید و اینجا بگذارید.',
  'exmail.settings':
    'در صندوق قدیمی «تنظیمات» (设置) و سپس «دریافت و ارسال» (收发信设置) را باز کنید و IMAP را روشن کنید.',
  'exmail.secure':
    'اگر در «اتصال حساب» (微信绑定) «ورود امن» (安全登录) روشن است، گذرواژهٔ ویژهٔ برنامه (客户端专用密码) بسازید.',
  'exmail.copy': 'آن گذرواژه را اینجا بگذارید؛ بدون ورود امن، گذرواژهٔ خود صندوق را.',
  'aliyun.settings': 'در صندوق قدیمی «تنظیمات» (设置) و سپس «امنیت حساب» (账户安全) را باز کنید.',
  'aliyun.make': 'اگر چنین چیزی دارد، گذرواژهٔ امن برای برنامه‌های دیگر (三方客户端安全密码) بسازید.',
  'aliyun.copy': 'آن گذرواژه را اینجا بگذارید؛ اگر چنین چیزی نیست، گذرواژهٔ خود صندوق را.',
  'yahoo.sign-in': 'بخش «Account security» را در حساب Yahoo خود باز کنید.',
  'yahoo.name': '«Generate app password» را بزنید، Caravan را بنویسید و «Generate password» را بزنید.',
  'yahoo.copy': '۱۶ حرفی را که Yahoo نشان می‌دهد کپی کنید و اینجا بگذارید.',
  'icloud.sign-in':
    'صفحهٔ account.apple.com را باز کنید و وارد شوید؛ «Sign-In and Security» و سپس «App-Specific Passwords» را برگزینید.',
  'icloud.name': '«Generate an app-specific password» را بزنید و Caravan را بنویسید.',
  'icloud.copy': '۱۶ حرفی را که Apple نشان می‌دهد کپی کنید و اینجا بگذارید.',
  'zoho.imap': 'در صندوق قدیمی تنظیمات، «Mail Accounts» و سپس «IMAP» را باز کنید و «IMAP Access» را تیک بزنید.',
  'zoho.name':
    'در حساب Zoho خود «Security» و سپس «App Passwords» را باز کنید، «Generate New Password» را بزنید و Caravan را بنویسید.',
  'zoho.copy': 'گذرواژه‌ای را که نشان داده می‌شود کپی کنید؛ تنها یک بار نشان داده می‌شود. آن را اینجا بگذارید.',
  'fastmail.sign-in': 'در تنظیمات «Privacy & Security» و سپس «Manage app passwords and access» را باز کنید.',
  'fastmail.name':
    '«New app password» را بزنید، نام آن را Caravan بگذارید، «Mail» را برگزینید و «Generate password» را بزنید.',
  'fastmail.copy': 'گذرواژه‌ای را که نشان داده می‌شود کپی کنید و اینجا بگذارید.',
  'proton.ask':
    'Proton نامه‌ها را تنها به برنامهٔ خودش روی رایانهٔ شما می‌دهد. از کسی که شما را دعوت کرده است بپرسید صندوق شما چگونه جابه‌جا می‌شود.',
  'generic.password': 'گذرواژه‌ای را بنویسید که با آن وارد صندوق قدیمی می‌شوید.',
  'generic.app-password':
    'اگر هنگام ورود کدی هم از تلفن خود وارد می‌کنید، در تنظیمات امنیتی صندوق یک گذرواژهٔ برنامه بسازید و آن را بنویسید.',
}
