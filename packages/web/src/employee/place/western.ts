import { NAME, type Place, same } from './place.ts'

/**
 * English: users' instructions of 2025 quote “App name” and “Create” (the software house Calyx, its article 8055). Russian,
 * Persian and Chinese as in Google's help as its readers quote it; the page itself was seen in none of them.
 */
const gmail: Place = {
  speaks: ['en', 'ru', 'fa', 'zh'],
  sheets: [
    {
      host: 'myaccount.google.com',
      parts: [
        {
          kind: 'entry',
          wording: {
            en: 'App passwords',
            ru: 'Пароли приложений',
            fa: 'گذرواژه‌های برنامه',
            zh: '应用专用密码',
          },
          step: 'sign-in',
        },
        {
          kind: 'field',
          wording: { en: 'App name', ru: 'Название приложения', fa: 'نام برنامه', zh: '应用名称' },
          value: NAME,
          step: 'name',
        },
        { kind: 'button', wording: { en: 'Create', ru: 'Создать', fa: 'ایجاد', zh: '创建' }, step: 'name' },
        {
          kind: 'code',
          wording: {
            en: 'Generated app password',
            ru: 'Созданный пароль приложения',
            fa: 'گذرواژهٔ ساخته‌شده',
            zh: '生成的应用专用密码',
          },
          value: 'abcd efgh ijkl mnop',
          step: 'copy',
        },
      ],
    },
  ],
}

/** Yahoo's help page SLN15241, a stored copy, read 2026-11: “External connections”, “Create app password”. In English alone. */
const yahoo: Place = {
  speaks: ['en'],
  sheets: [
    {
      host: 'login.yahoo.com',
      parts: [
        {
          kind: 'entry',
          wording: { en: 'Account security', ru: 'Безопасность аккаунта', fa: 'امنیت حساب', zh: '账户安全' },
          step: 'sign-in',
        },
        {
          kind: 'button',
          under: { en: 'External connections', ru: 'Внешние подключения', fa: 'اتصال‌های بیرونی', zh: '外部连接' },
          wording: {
            en: 'Create app password',
            ru: 'Создать пароль приложения',
            fa: 'ساختن گذرواژهٔ برنامه',
            zh: '创建应用专用密码',
          },
          step: 'name',
        },
        {
          kind: 'field',
          wording: { en: 'App’s name', ru: 'Название приложения', fa: 'نام برنامه', zh: '应用名称' },
          value: NAME,
          step: 'name',
        },
        {
          kind: 'button',
          wording: { en: 'Generate password', ru: 'Создать пароль', fa: 'ساختن گذرواژه', zh: '生成密码' },
          step: 'name',
        },
        {
          kind: 'code',
          wording: { en: 'One-time password', ru: 'Одноразовый пароль', fa: 'گذرواژه', zh: '一次性密码' },
          value: 'abcd efgh ijkl mnop',
          step: 'copy',
        },
      ],
    },
  ],
}

/**
 * English: Apple's page 102654, a stored copy, read 2026-11. Russian and Chinese as in earlier notes of ours, not seen.
 * What the windows behind the button say is not told by the page.
 */
const icloud: Place = {
  speaks: ['en', 'ru', 'zh'],
  sheets: [
    {
      host: 'account.apple.com',
      parts: [
        {
          kind: 'entry',
          under: { en: 'Sign-In and Security', ru: 'Вход и безопасность', fa: 'ورود و امنیت', zh: '登录和安全' },
          wording: {
            en: 'App-Specific Passwords',
            ru: 'Пароли приложений',
            fa: 'گذرواژه‌های ویژهٔ برنامه',
            zh: 'App 专用密码',
          },
          step: 'sign-in',
        },
        {
          kind: 'button',
          wording: {
            en: 'Generate an app-specific password',
            ru: 'Создать пароль приложения',
            fa: 'ساختن گذرواژهٔ ویژهٔ برنامه',
            zh: '生成 App 专用密码',
          },
          step: 'name',
        },
        {
          kind: 'code',
          wording: { en: 'Your password', ru: 'Ваш пароль', fa: 'گذرواژهٔ شما', zh: '您的密码' },
          value: 'abcd-efgh-ijkl-mnop',
          step: 'copy',
        },
      ],
    },
  ],
}

/** Zoho's help page on application-specific passwords, a stored copy, read 2026-11; of IMAP, its resellers' pages. */
const zoho: Place = {
  speaks: ['en'],
  sheets: [
    {
      host: 'mail.zoho.com',
      parts: [
        {
          kind: 'tick',
          under: { en: 'Mail Accounts', ru: 'Почтовые аккаунты', fa: 'حساب‌های ایمیل', zh: '邮件账户' },
          wording: { en: 'IMAP Access', ru: 'Доступ IMAP', fa: 'دسترسی IMAP', zh: 'IMAP 访问' },
          step: 'imap',
        },
      ],
    },
    {
      host: 'accounts.zoho.com',
      parts: [
        {
          kind: 'entry',
          under: { en: 'Security', ru: 'Безопасность', fa: 'امنیت', zh: '安全' },
          wording: { en: 'App Passwords', ru: 'Пароли приложений', fa: 'گذرواژه‌های برنامه', zh: '应用专用密码' },
          step: 'name',
        },
        {
          kind: 'button',
          wording: {
            en: 'Generate New Password',
            ru: 'Создать новый пароль',
            fa: 'ساختن گذرواژهٔ جدید',
            zh: '生成新密码',
          },
          step: 'name',
        },
        {
          kind: 'code',
          wording: same('App Password'),
          value: 'Ab1C dE2f Gh3I',
          step: 'copy',
        },
      ],
    },
  ],
}

/**
 * Fastmail's help page on app passwords, a stored copy, and a user's instructions, read 2026-11. The copy names a tab
 * “Integrations”, the user “Manage app passwords and access”: the second is taken, being the newer.
 */
const fastmail: Place = {
  speaks: ['en'],
  sheets: [
    {
      host: 'app.fastmail.com',
      parts: [
        {
          kind: 'entry',
          under: {
            en: 'Privacy & Security',
            ru: 'Приватность и безопасность',
            fa: 'حریم خصوصی و امنیت',
            zh: '隐私与安全',
          },
          wording: {
            en: 'Manage app passwords and access',
            ru: 'Пароли приложений и доступ',
            fa: 'گذرواژه‌های برنامه و دسترسی',
            zh: '管理应用专用密码和访问权限',
          },
          step: 'sign-in',
        },
        {
          kind: 'button',
          wording: {
            en: 'New app password',
            ru: 'Новый пароль приложения',
            fa: 'گذرواژهٔ برنامهٔ جدید',
            zh: '新建应用专用密码',
          },
          step: 'name',
        },
        {
          kind: 'button',
          wording: { en: 'Generate password', ru: 'Создать пароль', fa: 'ساختن گذرواژه', zh: '生成密码' },
          step: 'name',
        },
        {
          kind: 'code',
          wording: { en: 'App password', ru: 'Пароль приложения', fa: 'گذرواژهٔ برنامه', zh: '应用专用密码' },
          value: 'a1b2c3d4e5f6g7h8',
          step: 'copy',
        },
      ],
    },
  ],
}

export const WESTERN = { gmail, yahoo, icloud, zoho, fastmail } as const
