/**
 * How an employee gets the password that their old service takes from a program, step by step: for people who have never
 * heard of IMAP. Put together in November 2026 from the providers' help pages as their users quote them; the pages were
 * not opened, but stored copies of those of Yandex, Yahoo, Apple, Fastmail and Zoho. Pages translate by the keys, which
 * stay as they are. The drawings of these places (`packages/web/src/employee/place`) name each source, and what none tells.
 */
import { PROVIDERS } from './providers.ts'

/**
 * - `password`: the mailbox's own. `app-password`: one made for a program. `authorisation-code`: what NetEase and Tencent
 *   call it. `consent`: by the provider's own sign-in alone. `other`: a program of the owner's.
 */
export type EmployeeWay = 'password' | 'app-password' | 'authorisation-code' | 'consent' | 'other'

export interface EmployeeSignIn {
  /** Stable: `gmail`, `yandex`, …, `generic`. */
  readonly provider: string
  readonly way: EmployeeWay
  readonly steps: readonly { readonly key: string; readonly text: string }[]
  /** On the provider's own site. */
  readonly page: string | null
  /** How such a password looks, spaces and hyphens aside; null where nobody can tell by looking. */
  readonly shape: RegExp | null
}

interface Known extends Omit<EmployeeSignIn, 'provider' | 'steps'> {
  /** Names of steps with their English words. */
  readonly steps: readonly (readonly [name: string, text: string])[]
}

const SIXTEEN_LETTERS = /^[a-z]{16}$/i

/** Where nothing else is known. */
const GENERIC: Known = {
  way: 'password',
  page: null,
  shape: null,
  steps: [
    ['password', 'Type the password that you sign in to the old mailbox with.'],
    [
      'app-password',
      'If you sign in with a code from your phone as well, make an app password in the mailbox’s security settings and use that.',
    ],
  ],
}

const KNOWN: Readonly<Record<string, Known>> = {
  gmail: {
    way: 'app-password',
    page: 'https://myaccount.google.com/apppasswords',
    shape: SIXTEEN_LETTERS,
    steps: [
      ['sign-in', 'Open the page “App passwords” of your Google Account and sign in with the old mailbox.'],
      ['two-step', 'If Google says that the page is not available to you, switch on “2-Step Verification” first.'],
      ['name', 'Type “Caravan” under “App name” and press “Create”.'],
      ['copy', 'Copy the 16 letters that Google shows, and paste them here.'],
    ],
  },
  yandex: {
    way: 'app-password',
    page: 'https://id.yandex.ru/security/app-passwords',
    shape: SIXTEEN_LETTERS,
    steps: [
      [
        'imap',
        'In the old mailbox open the settings, “Mail clients” («Почтовые программы»), tick “From imap.yandex.ru via IMAP” and “App passwords and OAuth tokens”, and save.',
      ],
      ['sign-in', 'Open the page “App passwords” («Пароли приложений») of your Yandex ID.'],
      ['name', 'Choose “Mail” («Почта») and type “Caravan” as the name.'],
      ['copy', 'Copy the 16 letters that Yandex shows; they are shown once. Paste them here.'],
    ],
  },
  mailru: {
    way: 'app-password',
    page: 'https://account.mail.ru/user/2-step-auth/passwords',
    shape: null,
    steps: [
      [
        'imap',
        'In the old mailbox open the settings, “Password and security” («Пароль и безопасность»). If “External services” («Внешние сервисы») is there, open it and switch on the access to mail by IMAP.',
      ],
      [
        'sign-in',
        'Open “Passwords for external applications” («Пароли для внешних приложений») in the same security settings.',
      ],
      ['name', 'Press “Create” («Создать») and type “Caravan” as the name.'],
      ['scope', 'Choose “Full access to mail” («Полный доступ к Почте»), and confirm with your password.'],
      ['copy', 'Copy the password that is shown; it is shown once. Paste it here.'],
    ],
  },
  microsoft: {
    way: 'consent',
    page: null,
    shape: null,
    steps: [
      [
        'ask',
        'Microsoft takes no passwords from other programs. Ask whoever invited you: an administrator opens the mailbox.',
      ],
    ],
  },
  netease: {
    way: 'authorisation-code',
    page: 'https://mail.163.com',
    shape: null,
    steps: [
      ['settings', 'In the old mailbox open “Settings” (设置), “POP3/SMTP/IMAP”.'],
      ['imap', 'Switch on “IMAP/SMTP service” (IMAP/SMTP服务) and confirm by the text message that NetEase asks for.'],
      ['add', 'Is it on already? Then press “Add an authorisation password” (新增授权密码) further down.'],
      ['copy', 'Copy the authorisation code (授权码) that is shown once, and paste it here.'],
    ],
  },
  'netease-qiye': {
    way: 'authorisation-code',
    page: 'https://qiye.163.com',
    shape: null,
    steps: [
      [
        'settings',
        'In the old mailbox open “Settings” (设置), “Client settings” (客户端设置); bind a phone number if it asks for one.',
      ],
      ['imap', 'Switch on IMAP.'],
      ['copy', 'Make a client authorisation code (客户端授权码), which is shown once, and paste it here.'],
    ],
  },
  qq: {
    way: 'authorisation-code',
    page: 'https://mail.qq.com',
    shape: SIXTEEN_LETTERS,
    steps: [
      ['settings', 'In the old mailbox open “Settings” (设置), “Account” (账号).'],
      [
        'imap',
        'Switch on “IMAP/SMTP service” (IMAP/SMTP服务) and confirm as QQ asks for it. If it is on already, press “Make an authorisation code” (生成授权码).',
      ],
      ['copy', 'Copy the authorisation code (授权码) of 16 letters, and paste it here.'],
    ],
  },
  exmail: {
    way: 'app-password',
    page: 'https://exmail.qq.com',
    shape: null,
    steps: [
      [
        'settings',
        'In the old mailbox open “Settings” (设置), “Receiving and sending” (收发信设置), and switch on IMAP.',
      ],
      [
        'secure',
        'If “secure sign-in” (安全登录) is on under “Account binding” (微信绑定), make a client-specific password (客户端专用密码).',
      ],
      ['copy', 'Paste that password here; without secure sign-in the mailbox’s own.'],
    ],
  },
  aliyun: {
    way: 'app-password',
    page: 'https://qiye.aliyun.com',
    shape: null,
    steps: [
      ['settings', 'In the old mailbox open “Settings” (设置), “Account and security” (账户与安全).'],
      [
        'make',
        'Switch on “Security password for third-party clients” (三方客户端安全密码), if it is there, and press “Make a new password” (生成新密码).',
      ],
      ['copy', 'Paste that password here; where there is none, the mailbox’s own.'],
    ],
  },
  yahoo: {
    way: 'app-password',
    page: 'https://login.yahoo.com/account/security',
    shape: SIXTEEN_LETTERS,
    steps: [
      ['sign-in', 'Open “Account security” of your Yahoo account.'],
      [
        'name',
        'Under “External connections” press “Create app password”, type “Caravan” and press “Generate password”.',
      ],
      ['copy', 'Copy the 16 letters that Yahoo shows, and paste them here.'],
    ],
  },
  icloud: {
    way: 'app-password',
    page: 'https://account.apple.com',
    shape: SIXTEEN_LETTERS,
    steps: [
      ['sign-in', 'Open account.apple.com and sign in; choose “Sign-In and Security”, “App-Specific Passwords”.'],
      ['name', 'Press “Generate an app-specific password” and type “Caravan”.'],
      ['copy', 'Copy the 16 letters that Apple shows, and paste them here.'],
    ],
  },
  zoho: {
    way: 'app-password',
    page: 'https://accounts.zoho.com/home#security/app_password',
    shape: null,
    steps: [
      ['imap', 'In the old mailbox open the settings, “Mail Accounts”, “IMAP”, and tick “IMAP Access”.'],
      [
        'name',
        'Open “Security”, “App Passwords” of your Zoho account, press “Generate New Password” and type “Caravan”.',
      ],
      ['copy', 'Copy the password that is shown; it is shown once. Paste it here.'],
    ],
  },
  fastmail: {
    way: 'app-password',
    page: 'https://app.fastmail.com/settings/security',
    shape: null,
    steps: [
      ['sign-in', 'Open “Privacy & Security” in the settings, then “Manage app passwords and access”.'],
      ['name', 'Press “New app password”, name it “Caravan”, choose “Mail” and press “Generate password”.'],
      ['copy', 'Copy the password that is shown, and paste it here.'],
    ],
  },
  proton: {
    way: 'other',
    page: 'https://proton.me/mail/bridge',
    shape: null,
    steps: [
      [
        'ask',
        'Proton gives mail to its own program on your computer alone. Ask whoever invited you how yours is moved.',
      ],
    ],
  },
}

/** Which of these a provider of our data is. */
const KEYS: Readonly<Record<string, string>> = {
  google: 'gmail',
  'yandex-360': 'yandex',
  'vk-workmail': 'mailru',
  'microsoft-365': 'microsoft',
  'outlook-com': 'microsoft',
  'microsoft-365-china': 'microsoft',
  'netease-qiye': 'netease-qiye',
  qq: 'qq',
  'tencent-exmail': 'exmail',
  'alibaba-mail': 'aliyun',
  yahoo: 'yahoo',
  icloud: 'icloud',
  fastmail: 'fastmail',
  proton: 'proton',
}

/** Ends of hosts by which a provider is known that has more of them than its data names. */
const ENDS: readonly (readonly [end: string, key: string])[] = [
  ['.yandex.ru', 'yandex'],
  ['.yandex.com', 'yandex'],
  ['.gmail.com', 'gmail'],
  ['.mail.ru', 'mailru'],
  ['.office365.com', 'microsoft'],
  ['.mxhichina.com', 'aliyun'],
  ['.qiye.aliyun.com', 'aliyun'],
  ['.qiye.163.com', 'netease-qiye'],
]

/** How employees sign in at the service of an IMAP host, in any spelling. */
export function employeeSignIn(host: string): EmployeeSignIn {
  const name = host.toLowerCase().replace(/\.$/, '')
  const id = PROVIDERS.find(({ imap }) => imap?.host === name)?.id ?? ''
  const key = keyOf(id) ?? ENDS.find(([end]) => name.endsWith(end))?.[1] ?? 'generic'
  const known = KNOWN[key] ?? GENERIC
  return { ...known, provider: key, steps: known.steps.map(([step, text]) => ({ key: `${key}.${step}`, text })) }
}

function keyOf(id: string): string | undefined {
  if (id.startsWith('zoho')) return 'zoho'
  if (id.startsWith('netease-') && id !== 'netease-qiye') return 'netease'
  return KEYS[id]
}
