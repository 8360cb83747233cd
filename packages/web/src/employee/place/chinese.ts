import { type Place, same, type Wording } from './place.ts'

const SETTINGS: Wording = { en: 'Settings', ru: 'Настройки', fa: 'تنظیمات', zh: '设置' }
const IMAP_SERVICE: Wording = {
  en: 'IMAP/SMTP service',
  ru: 'Служба IMAP/SMTP',
  fa: 'سرویس IMAP/SMTP',
  zh: 'IMAP/SMTP服务',
}
const CODE: Wording = { en: 'Authorisation code', ru: 'Код авторизации', fa: 'کد مجوز', zh: '授权码' }

/** Users' instructions of 2023 to 2026, among them the text of a picture of the page: 授权密码管理, 新增授权密码; read 2026-11. */
const netease: Place = {
  speaks: ['zh'],
  sheets: [
    {
      host: 'mail.163.com',
      parts: [
        { kind: 'entry', under: SETTINGS, wording: same('POP3/SMTP/IMAP'), step: 'settings' },
        { kind: 'switch', wording: IMAP_SERVICE, step: 'imap' },
        {
          kind: 'button',
          under: {
            en: 'Authorisation passwords',
            ru: 'Пароли авторизации',
            fa: 'گذرواژه‌های مجوز',
            zh: '授权密码管理',
          },
          wording: {
            en: 'Add an authorisation password',
            ru: 'Добавить пароль авторизации',
            fa: 'افزودن گذرواژهٔ مجوز',
            zh: '新增授权密码',
          },
          step: 'add',
        },
        { kind: 'code', wording: CODE, value: 'ABCDEFGHIJKLMNOP', step: 'copy' },
      ],
    },
  ],
}

/** Earlier notes of ours alone: no instructions were found in 2026-11 that quote this page. */
const neteaseQiye: Place = {
  speaks: ['zh'],
  sheets: [
    {
      host: 'qiye.163.com',
      parts: [
        {
          kind: 'entry',
          under: SETTINGS,
          wording: { en: 'Client settings', ru: 'Настройки клиента', fa: 'تنظیمات برنامه', zh: '客户端设置' },
          step: 'settings',
        },
        { kind: 'switch', wording: same('IMAP'), step: 'imap' },
        {
          kind: 'code',
          wording: {
            en: 'Client authorisation code',
            ru: 'Код авторизации для программ',
            fa: 'کد مجوز برنامه',
            zh: '客户端授权码',
          },
          value: 'ABCDEFGHIJKLMNOP',
          step: 'copy',
        },
      ],
    },
  ],
}

/** Users' instructions of 2022 to 2026, read 2026-11. Some call the page 账户, the newest 账号与安全. */
const qq: Place = {
  speaks: ['zh'],
  sheets: [
    {
      host: 'mail.qq.com',
      parts: [
        {
          kind: 'entry',
          under: SETTINGS,
          wording: { en: 'Account', ru: 'Аккаунт', fa: 'حساب', zh: '账号' },
          step: 'settings',
        },
        {
          kind: 'switch',
          under: same('POP3/IMAP/SMTP/…'),
          wording: IMAP_SERVICE,
          step: 'imap',
        },
        {
          kind: 'button',
          wording: {
            en: 'Make an authorisation code',
            ru: 'Создать код авторизации',
            fa: 'ساختن کد مجوز',
            zh: '生成授权码',
          },
          step: 'imap',
        },
        { kind: 'code', wording: CODE, value: 'abcdefghijklmnop', step: 'copy' },
      ],
    },
  ],
}

/** Users' instructions of 2025 and 2026, read 2026-11: 收发信设置, 安全登录, 客户端专用密码. */
const exmail: Place = {
  speaks: ['zh'],
  sheets: [
    {
      host: 'exmail.qq.com',
      parts: [
        {
          kind: 'entry',
          under: SETTINGS,
          wording: {
            en: 'Receiving and sending',
            ru: 'Отправка и получение',
            fa: 'دریافت و ارسال',
            zh: '收发信设置',
          },
          step: 'settings',
        },
        { kind: 'tick', wording: IMAP_SERVICE, step: 'settings' },
        {
          kind: 'entry',
          under: { en: 'Secure sign-in', ru: 'Безопасный вход', fa: 'ورود امن', zh: '安全登录' },
          wording: {
            en: 'Client-specific password',
            ru: 'Пароль для программ',
            fa: 'گذرواژهٔ ویژهٔ برنامه',
            zh: '客户端专用密码',
          },
          step: 'secure',
        },
      ],
    },
  ],
}

/** A company's guide of 2024 to its own users: 账户与安全, 三方客户端安全密码, 生成新密码; read 2026-11. */
const aliyun: Place = {
  speaks: ['zh'],
  sheets: [
    {
      host: 'qiye.aliyun.com',
      parts: [
        {
          kind: 'entry',
          under: SETTINGS,
          wording: { en: 'Account and security', ru: 'Аккаунт и безопасность', fa: 'حساب و امنیت', zh: '账户与安全' },
          step: 'settings',
        },
        {
          kind: 'switch',
          wording: {
            en: 'Security password for third-party clients',
            ru: 'Пароль безопасности для сторонних программ',
            fa: 'گذرواژهٔ امن برای برنامه‌های دیگر',
            zh: '三方客户端安全密码',
          },
          step: 'make',
        },
        {
          kind: 'button',
          wording: {
            en: 'Make a new password',
            ru: 'Создать новый пароль',
            fa: 'ساختن گذرواژهٔ جدید',
            zh: '生成新密码',
          },
          step: 'make',
        },
      ],
    },
  ],
}

export const CHINESE = { netease, 'netease-qiye': neteaseQiye, qq, exmail, aliyun } as const
