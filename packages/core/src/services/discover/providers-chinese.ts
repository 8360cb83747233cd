/** Providers of China, as `providers.ts`. Most want a code made in the web settings in place of the password. */
import type { Provider, ProviderHost, ProviderSignIn } from './provider.ts'

const at = (host: string, port: number): ProviderHost => ({ host, port })

const NETEASE_CODE: ProviderSignIn = {
  way: 'app-password',
  words:
    'An authorisation code (授权码) from the web settings, where IMAP is switched on as well; the password is refused.',
}

const netease = (domain: string): Provider => ({
  id: `netease-${domain.replaceAll('.', '-')}`,
  name: `NetEase ${domain}`,
  domains: [domain],
  imap: at(`imap.${domain}`, 993),
  submission: [at(`smtp.${domain}`, 465)],
  signIn: [NETEASE_CODE],
  source: 'our notes on providers, 2026-11',
})

export const CHINESE: readonly Provider[] = [
  {
    id: 'microsoft-365-china',
    name: 'Microsoft 365 (21Vianet)',
    mx: ['.mail.protection.partner.outlook.cn'],
    spf: ['spf.protection.partner.outlook.cn'],
    imap: at('partner.outlook.cn', 993),
    submission: [at('smtp.partner.outlook.cn', 587)],
    signIn: [
      { way: 'oauth', words: 'Each person consents, or the administrator for all (XOAUTH2). Passwords are refused.' },
    ],
    source: 'commonly known settings, not read again at 21Vianet, 2026-11',
  },
  {
    id: 'tencent-exmail',
    name: 'Tencent Exmail (腾讯企业邮箱)',
    mx: ['mxbiz1.qq.com', 'mxbiz2.qq.com'],
    spf: ['spf.mail.qq.com'],
    imap: at('imap.exmail.qq.com', 993),
    submission: [at('smtp.exmail.qq.com', 465)],
    signIn: [
      {
        way: 'app-password',
        words:
          'A client-specific password (客户端专用密码) from Settings → Account binding where secure sign-in is on, else the password.',
        page: 'https://exmail.qq.com',
      },
    ],
    hint: 'IMAP has to be allowed in the settings for receiving mail; the administrator can forbid it.',
    source: 'reports of its users, 2021–2026, read 2026-11',
  },
  {
    id: 'qq',
    name: 'QQ Mail',
    domains: ['qq.com', 'vip.qq.com', 'foxmail.com'],
    imap: at('imap.qq.com', 993),
    submission: [at('smtp.qq.com', 465)],
    signIn: [
      {
        way: 'app-password',
        words:
          'An authorisation code (授权码) from Settings → Account, where IMAP is switched on as well; the password is refused.',
        page: 'https://mail.qq.com',
      },
    ],
    source: 'our notes on providers, 2026-11',
  },
  {
    id: 'alibaba-mail',
    name: 'Alibaba Mail (阿里邮箱)',
    mx: ['.qiye.aliyun.com', '.mxhichina.com'],
    spf: ['spf.qiye.aliyun.com', 'spf.mxhichina.com'],
    imap: at('imap.qiye.aliyun.com', 993),
    submission: [at('smtp.qiye.aliyun.com', 465)],
    signIn: [
      {
        way: 'app-password',
        words:
          'A security password for third-party clients (三方客户端安全密码) from Settings → Account security where the administrator demands it, else the password.',
        page: 'https://qiye.aliyun.com',
      },
    ],
    source: 'Alibaba’s list of the records to set, and reports of its users, 2025, read 2026-11',
  },
  {
    id: 'netease-qiye',
    name: 'NetEase Enterprise Mail (网易企业邮箱)',
    mx: ['.mxmail.netease.com'],
    spf: ['spf.163.com', 'spf.qiye.163.com'],
    imap: at('imap.qiye.163.com', 993),
    submission: [at('smtp.qiye.163.com', 465)],
    signIn: [
      {
        way: 'app-password',
        words:
          'A client authorisation code (客户端授权码) from Settings → Client settings, shown once; a phone number has to be bound first.',
        page: 'https://qiye.163.com',
      },
    ],
    hint: 'ERR.LOGIN.IPDENY means that the administrator lets in only some addresses.',
    source: 'reports of its users, 2025–2026, read 2026-11',
  },
  netease('163.com'),
  netease('126.com'),
  netease('yeah.net'),
]
