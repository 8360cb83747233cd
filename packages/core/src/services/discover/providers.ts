/**
 * The services that companies move from and to, as data, put together in November 2026. Each entry says what it was
 * taken from; vendors' pages were read in stored copies or not at all, and the pages that `signIn` names were not
 * opened. So every host is connected to before it counts as found.
 */
import type { Provider, ProviderHost } from './provider.ts'
import { CHINESE } from './providers-chinese.ts'

const at = (host: string, port: number): ProviderHost => ({ host, port })

const GOOGLE: Provider = {
  id: 'google',
  name: 'Google Workspace, Gmail',
  domains: ['gmail.com', 'googlemail.com'],
  mx: ['.google.com', '.googlemail.com'],
  spf: ['_spf.google.com'],
  imap: at('imap.gmail.com', 993),
  submission: [at('smtp.gmail.com', 465), at('smtp.gmail.com', 587)],
  signIn: [
    {
      way: 'admin-delegation',
      words:
        'For a whole company: a service account with domain-wide delegation for the scope https://mail.google.com/, granted once by the administrator.',
      page: 'https://support.google.com/a/answer/162106',
    },
    {
      way: 'oauth',
      words: 'Each person consents with their Google account (XOAUTH2).',
      page: 'https://developers.google.com/workspace/gmail/imap/xoauth2-protocol',
    },
    {
      way: 'app-password',
      words:
        'An app password of 16 letters; it can be made once 2-step verification is on. The account’s own password is refused.',
      page: 'https://myaccount.google.com/apppasswords',
    },
  ],
  source: 'our notes on providers, and Google’s notice on passwords as its customers quote it, read 2026-11',
}

const MICROSOFT_SIGN_IN =
  'https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth'

const MICROSOFT: Provider = {
  id: 'microsoft-365',
  name: 'Microsoft 365',
  mx: ['.mail.protection.outlook.com', '.mx.microsoft'],
  spf: ['spf.protection.outlook.com'],
  imap: at('outlook.office365.com', 993),
  submission: [at('smtp.office365.com', 587)],
  signIn: [
    {
      way: 'admin-delegation',
      words:
        'For a whole company: an app registration with IMAP.AccessAsApp, and full access to each mailbox granted to it in Exchange Online.',
      page: MICROSOFT_SIGN_IN,
    },
    {
      way: 'oauth',
      words: 'Each person consents with their Microsoft account (XOAUTH2). Passwords are refused.',
      page: MICROSOFT_SIGN_IN,
    },
  ],
  source: 'learn.microsoft.com on OAuth for IMAP, a stored copy, read 2026-11',
}

const OUTLOOK: Provider = {
  id: 'outlook-com',
  name: 'Outlook.com',
  domains: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com'],
  mx: ['.olc.protection.outlook.com'],
  imap: at('outlook.office365.com', 993),
  submission: [at('smtp-mail.outlook.com', 587)],
  signIn: [
    {
      way: 'oauth',
      words: 'The owner consents with their Microsoft account (XOAUTH2). Passwords are refused.',
      page: MICROSOFT_SIGN_IN,
    },
  ],
  hint: 'IMAP has to be switched on in the settings of Outlook.com.',
  source: 'learn.microsoft.com on OAuth for IMAP, a stored copy, read 2026-11',
}

const YANDEX: Provider = {
  id: 'yandex-360',
  name: 'Yandex 360, Yandex Mail',
  domains: ['yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'ya.ru'],
  mx: ['.yandex.net', '.yandex.ru'],
  spf: ['_spf.yandex.net'],
  imap: at('imap.yandex.ru', 993),
  submission: [at('smtp.yandex.ru', 465)],
  signIn: [
    {
      way: 'app-password',
      words: 'An app password of the type “Mail”; the account’s own password is refused.',
      page: 'https://id.yandex.ru/security/app-passwords',
    },
    {
      way: 'oauth',
      words: 'Each person consents with their Yandex account (XOAUTH2, mail:imap_full).',
      page: 'https://yandex.ru/support/mail-business/web/security/oauth.html',
    },
  ],
  hint: 'IMAP has to be switched on in the settings of each mailbox, under “Mail clients”.',
  source: 'our notes on providers, and Yandex’s page on OAuth, a stored copy, read 2026-11',
}

const VK: Provider = {
  id: 'vk-workmail',
  name: 'VK WorkMail, Mail.ru',
  domains: ['mail.ru', 'inbox.ru', 'list.ru', 'bk.ru', 'internet.ru'],
  mx: ['emx.mail.ru', 'mxs.mail.ru'],
  spf: ['_spf.mail.ru', '_spf.vkteam.ru'],
  imap: at('imap.mail.ru', 993),
  submission: [at('smtp.mail.ru', 465)],
  signIn: [
    {
      way: 'app-password',
      words: 'A password for external applications; the account’s own password is refused.',
      page: 'https://help.mail.ru/mail/security/protection/external',
    },
  ],
  hint: 'Access by IMAP has to be allowed under “External services” in the settings of the mailbox.',
  source: 'our notes on providers, and chatmail’s provider data of 2026-04, read 2026-11',
}

/** Zoho's data centres have hosts of their own; companies have others than people with an address of Zoho's. */
const ZOHO: readonly Provider[] = ['com', 'eu', 'in', 'com.au', 'jp', 'com.cn'].map((region) => ({
  id: region === 'com' ? 'zoho' : `zoho-${region.replace('.', '-')}`,
  name: region === 'com' ? 'Zoho Mail' : `Zoho Mail (zoho.${region})`,
  mx: [`.zoho.${region}`],
  spf: [`zoho.${region}`, ...(region === 'com' ? ['zohomail.com', 'one.zoho.com'] : [])],
  imap: at(`imappro.zoho.${region}`, 993),
  submission: [at(`smtppro.zoho.${region}`, 465), at(`smtppro.zoho.${region}`, 587)],
  signIn: [
    {
      way: 'app-password',
      words:
        'An application-specific password where two-factor authentication or single sign-on is in use, else the password.',
      page: `https://accounts.zoho.${region}/home#security/app_password`,
    },
  ],
  hint: 'IMAP access has to be switched on for each mailbox, and the administrator’s policy has to allow it.',
  source: 'Zoho’s settings as its customers quote them, read 2026-11',
}))

const OTHERS: readonly Provider[] = [
  {
    id: 'zoho-free',
    name: 'Zoho Mail (@zoho.com)',
    domains: ['zoho.com', 'zohomail.com'],
    imap: at('imap.zoho.com', 993),
    submission: [at('smtp.zoho.com', 465)],
    signIn: ZOHO[0]?.signIn ?? [],
    source: 'Zoho’s settings as its customers quote them, read 2026-11',
  },
  {
    id: 'yahoo',
    name: 'Yahoo Mail',
    domains: [
      'yahoo.com',
      'ymail.com',
      'rocketmail.com',
      'yahoo.co.uk',
      'yahoo.de',
      'yahoo.fr',
      'yahoo.it',
      'yahoo.es',
    ],
    mx: ['.yahoodns.net'],
    imap: at('imap.mail.yahoo.com', 993),
    submission: [at('smtp.mail.yahoo.com', 465)],
    signIn: [
      {
        way: 'app-password',
        words: 'An app password from the account’s security page; the account’s own password is refused.',
        page: 'https://login.yahoo.com/account/security',
      },
    ],
    source: 'our notes on providers, and chatmail’s provider data of 2025-09, read 2026-11',
  },
  {
    id: 'icloud',
    name: 'iCloud Mail',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    mx: ['.mail.icloud.com'],
    spf: ['icloud.com'],
    imap: at('imap.mail.me.com', 993),
    submission: [at('smtp.mail.me.com', 587)],
    signIn: [
      {
        way: 'app-password',
        words: 'An app-specific password of the Apple Account.',
        page: 'https://support.apple.com/102654',
      },
    ],
    source: 'our notes on providers, 2026-11',
  },
  {
    id: 'fastmail',
    name: 'Fastmail',
    domains: ['fastmail.com', 'fastmail.fm'],
    mx: ['.messagingengine.com'],
    spf: ['spf.messagingengine.com'],
    imap: at('imap.fastmail.com', 993),
    submission: [at('smtp.fastmail.com', 465)],
    jmap: 'https://api.fastmail.com/jmap/session',
    caldav: 'https://caldav.fastmail.com/',
    carddav: 'https://carddav.fastmail.com/',
    signIn: [
      {
        way: 'app-password',
        words: 'An app password from Settings → Privacy & Security; the account’s own password is refused.',
        page: 'https://app.fastmail.com/settings/security',
      },
    ],
    source: 'commonly known settings, not read again at Fastmail, 2026-11',
  },
  {
    id: 'proton',
    name: 'Proton Mail',
    domains: ['proton.me', 'protonmail.com', 'pm.me'],
    mx: ['.protonmail.ch'],
    spf: ['_spf.protonmail.ch'],
    signIn: [
      {
        way: 'bridge',
        words:
          'Only through Proton Mail Bridge on a computer of the owner (127.0.0.1:1143), with the password that the bridge shows.',
        page: 'https://proton.me/mail/bridge',
      },
    ],
    source: 'our notes on providers, 2026-11',
  },
]

export const PROVIDERS: readonly Provider[] = [GOOGLE, OUTLOOK, MICROSOFT, YANDEX, VK, ...ZOHO, ...OTHERS, ...CHINESE]

/** Services that filter mail before it reaches the mailboxes: what lies behind them the MX does not tell. */
export const FILTERS: readonly { readonly name: string; readonly mx: readonly string[] }[] = [
  { name: 'Proofpoint', mx: ['.pphosted.com', '.ppe-hosted.com'] },
  { name: 'Mimecast', mx: ['.mimecast.com', '.mimecast.co.za'] },
  { name: 'Barracuda', mx: ['.barracudanetworks.com'] },
  { name: 'Broadcom Email Security.cloud', mx: ['.messagelabs.com'] },
  { name: 'Cisco Secure Email', mx: ['.iphmx.com'] },
  { name: 'Trend Micro', mx: ['.trendmicro.com', '.trendmicro.eu'] },
  { name: 'Hornetsecurity', mx: ['.hornetsecurity.com', '.antispameurope.com'] },
  { name: 'SpamExperts', mx: ['.antispamcloud.com'] },
  { name: 'Sophos', mx: ['.hydra.sophos.com'] },
]
