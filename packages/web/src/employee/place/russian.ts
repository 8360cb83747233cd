import { NAME, type Place } from './place.ts'

/**
 * The two ticks and «Почта» are quoted word by word by a dozen users' instructions of 2024 to 2026; Yandex's help on app
 * passwords, a stored copy, read 2026-11, has the kind, the name and “Create”. Its English: the two ticks were not found.
 */
const yandex: Place = {
  speaks: ['ru', 'en'],
  sheets: [
    {
      host: 'mail.yandex.ru',
      parts: [
        {
          kind: 'entry',
          under: { en: 'All settings', ru: 'Все настройки', fa: 'همهٔ تنظیمات', zh: '所有设置' },
          wording: { en: 'Mail clients', ru: 'Почтовые программы', fa: 'برنامه‌های ایمیل', zh: '邮件客户端' },
          step: 'imap',
        },
        {
          kind: 'tick',
          wording: {
            en: 'From imap.yandex.ru via IMAP',
            ru: 'С сервера imap.yandex.ru по протоколу IMAP',
            fa: 'از imap.yandex.ru با IMAP',
            zh: '通过 IMAP 从 imap.yandex.ru',
          },
          step: 'imap',
        },
        {
          kind: 'tick',
          wording: {
            en: 'App passwords and OAuth tokens',
            ru: 'Пароли приложений и OAuth-токены',
            fa: 'گذرواژه‌های برنامه و توکن‌های OAuth',
            zh: '应用密码与 OAuth 令牌',
          },
          step: 'imap',
        },
      ],
    },
    {
      host: 'id.yandex.ru',
      parts: [
        {
          kind: 'entry',
          under: { en: 'Security', ru: 'Безопасность', fa: 'امنیت', zh: '安全' },
          wording: { en: 'App passwords', ru: 'Пароли приложений', fa: 'گذرواژه‌های برنامه', zh: '应用密码' },
          step: 'sign-in',
        },
        { kind: 'entry', wording: { en: 'Mail', ru: 'Почта', fa: 'ایمیل', zh: '邮件' }, step: 'name' },
        {
          kind: 'field',
          wording: { en: 'Password name', ru: 'Название пароля', fa: 'نام گذرواژه', zh: '密码名称' },
          value: NAME,
          step: 'name',
        },
        {
          kind: 'code',
          wording: { en: 'App password', ru: 'Пароль приложения', fa: 'گذرواژهٔ برنامه', zh: '应用密码' },
          value: 'abcdefghijklmnop',
          step: 'copy',
        },
      ],
    },
  ],
}

/**
 * «Пароль и безопасность», «Пароли для внешних приложений» and «Полный доступ к Почте» by users' instructions of 2024 to
 * 2026, «Внешние сервисы» and «Создать» by the documentation of Sherpa RPA in English, read 2026-11: of these two the
 * Russian words are ours. Older instructions call the button «Добавить».
 */
const mailru: Place = {
  speaks: ['ru'],
  sheets: [
    {
      host: 'account.mail.ru',
      parts: [
        {
          kind: 'entry',
          under: { en: 'Password and security', ru: 'Пароль и безопасность', fa: 'گذرواژه و امنیت', zh: '密码与安全' },
          wording: { en: 'External services', ru: 'Внешние сервисы', fa: 'سرویس‌های بیرونی', zh: '外部服务' },
          step: 'imap',
        },
        {
          kind: 'entry',
          under: { en: 'Password and security', ru: 'Пароль и безопасность', fa: 'گذرواژه و امنیت', zh: '密码与安全' },
          wording: {
            en: 'Passwords for external applications',
            ru: 'Пароли для внешних приложений',
            fa: 'گذرواژه‌های برنامه‌های بیرونی',
            zh: '外部应用密码',
          },
          step: 'sign-in',
        },
        { kind: 'button', wording: { en: 'Create', ru: 'Создать', fa: 'ساختن', zh: '创建' }, step: 'name' },
        {
          kind: 'tick',
          wording: {
            en: 'Full access to mail',
            ru: 'Полный доступ к Почте',
            fa: 'دسترسی کامل به ایمیل',
            zh: '邮件完整访问权限',
          },
          step: 'scope',
        },
        {
          kind: 'code',
          wording: { en: 'Your password', ru: 'Ваш пароль', fa: 'گذرواژهٔ شما', zh: '您的密码' },
          value: 'aB3dE5fG7hJ9kL1mN2pQ',
          step: 'copy',
        },
      ],
    },
  ],
}

export const RUSSIAN = { yandex, mailru } as const
