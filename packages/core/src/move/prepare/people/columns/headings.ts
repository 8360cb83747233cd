import type { Candidate, Field } from './fields.ts'

/**
 * Headings as they are met, each in the form that `plainHeading` gives them: small letters, words apart. From the
 * services' own templates and exports, read in November 2026: Google Workspace (support.google.com/a/answer/40057),
 * Microsoft 365 (Add multiple users; Entra “Download users” and “Bulk create”, with names in brackets; Exchange
 * `Get-Mailbox`), Yandex 360 (yandex.com/support, Upload a list), Zoho Mail (Importing Users), Tencent Exmail and
 * Alibaba Mail (headings quoted by their resellers' instructions), cPanel (Address Importer), Zimbra (names of its LDAP
 * attributes), VK WorkSpace. Then what people write themselves in English, Russian, Persian and Chinese.
 */
const EXACT: Partial<Record<Field, string>> = {
  sourceAddress: `email | e mail | mail | email address | e mail address | mail address | primary email |
    primary email address | work email | corporate email | source email | source address | source mailbox | source |
    old email | old address | old mailbox | current email | current address | current mailbox | mailbox |
    primary smtp address | windows email address | zimbra mail delivery address | user email | user email address |
    account email | email account | full email | from address | email1 | email 1 |
    почта | email почта | эл почта | электронная почта | адрес электронной почты | адрес эл почты | адрес почты |
    почтовый адрес ящика | почтовый ящик | ящик | адрес ящика | рабочая почта | корпоративная почта | имейл | емейл |
    старый адрес | старая почта | старый ящик | текущий адрес | текущая почта | исходный адрес | адрес источника |
    ایمیل | پست الکترونیک | پست الکترونیکی | آدرس ایمیل | نشانی ایمیل | رایانامه | نشانی رایانامه | ایمیل سازمانی |
    ایمیل قدیم | ایمیل قدیمی | ایمیل فعلی | آدرس قدیم | آدرس مبدا | ایمیل مبدا | صندوق پستی |
    邮箱 | 电子邮箱 | 邮箱地址 | 邮件地址 | 电子邮件 | 电子邮件地址 | 邮箱账号 | 邮箱帐号 | 邮箱帐户 | 邮箱账户 | 企业邮箱 |
    工作邮箱 | 成员邮箱 | 旧邮箱 | 原邮箱 | 源邮箱 | 当前邮箱 | 主邮箱 | 邮箱帐号必填 | 邮箱账号必填`,
  targetAddress: `new primary email | new email | new address | new email address | new mailbox | target |
    target email | target address | target mailbox | destination | destination email | destination address |
    destination mailbox | to address | future address |
    новый адрес | новая почта | новый ящик | новый email | целевой адрес | целевой ящик | адрес назначения |
    ایمیل جدید | آدرس جدید | نشانی جدید | ایمیل مقصد | آدرس مقصد |
    新邮箱 | 新邮箱地址 | 新地址 | 目标邮箱 | 目标地址 | 目的邮箱`,
  sourceUser: `source user | source username | source user name | source login | old login | old username |
    imap user | imap username | imap login | sam account name | uid | логин источника | старый логин | нام کاربری قدیم |
    نام کاربری مبدا | 源用户名 | 旧用户名 | 原用户名`,
  targetUser: `target user | target username | target user name | target login | new login | new username |
    новый логин | логин назначения | نام کاربری جدید | نام کاربری مقصد | 新用户名 | 目标用户名`,
  sourcePassword: `password | pass | passwd | pwd | source password | old password | current password | app password |
    application password | imap password | email password | mail password | password hash | user password |
    пароль | пароль приложения | старый пароль | текущий пароль | пароль почты | пароль от почты | пароль источника |
    رمز | رمز عبور | گذرواژه | کلمه عبور | پسورد | رمز قدیم | رمز عبور قدیم |
    密码 | 口令 | 邮箱密码 | 登录密码 | 旧密码 | 原密码 | 授权码 | 客户端专用密码 | 客户端密码`,
  targetPassword: `new password | target password | initial password | temporary password | one time password |
    password profile | новый пароль | временный пароль | начальный пароль | пароль назначения |
    رمز جدید | رمز عبور جدید | گذرواژه جدید | رمز موقت | 新密码 | 初始密码 | 目标密码 | 临时密码`,
  displayName: `name | display name | full name | employee | employee name | user full name | person | common name | cn |
    contact name | account name | имя и фамилия | фамилия и имя | фио | ф и о | полное имя | сотрудник |
    отображаемое имя | имя сотрудника | владелец ящика |
    نام و نام خانوادگی | نام کامل | نام نمایشی | کارمند | نام کارمند |
    姓名 | 名字 | 显示名 | 显示名称 | 全名 | 员工姓名 | 成员姓名 | 员工 | 成员 | 用户姓名 | 昵称显示名 | 姓名必填`,
  firstName: `first name | first | given name | forename | firstname | fname | имя | نام | نام کوچک | 名`,
  lastName: `last name | last | surname | family name | lastname | lname | sn | фамилия | نام خانوادگی | فامیل |
    فامیلی | شهرت | 姓 | 姓氏`,
  middleName: `middle name | middle | middlename | mname | patronymic | initials | отчество | نام پدر | 中间名`,
  nickname: `nickname | nick | nick name | mail nickname | ник | псевдоним короткий | прозвище | لقب | نام مستعار کوتاه |
    昵称 | 英文名`,
  aliases: `alias | aliases | email alias | email aliases | mail alias | zimbra mail alias | proxy addresses |
    email addresses | other addresses | additional addresses | secondary addresses | псевдоним | псевдонимы | алиас |
    алиасы | дополнительные адреса | другие адреса | نام مستعار | نامهای مستعار | نام های مستعار | آدرس های دیگر |
    别名 | 邮箱别名 | 帐号别名 | 账号别名 | 其他地址`,
  contactAddress: `recovery email | home secondary email | work secondary email | alternate email address |
    alternate email addresses | alternate email | other mails | other email | personal email | private email |
    secondary email | secondary email address | contact email | backup email | личная почта | личный email |
    резервная почта | запасная почта | дополнительная почта | запасной адрес |
    ایمیل شخصی | ایمیل پشتیبان | ایمیل دوم | 个人邮箱 | 备用邮箱 | 私人邮箱 | 安全邮箱`,
  department: `department | dept | division | org unit path | org unit | organizational unit | organisation unit | ou |
    team | office | group | groups | custom attribute department | company department | отдел | подразделение |
    департамент | группа | команда | орг единица | بخش | واحد | اداره | دپارتمان | واحد سازمانی | گروه |
    部门 | 所属部门 | 部门名称 | 所在部门 | 组织`,
  project: `project | brand | region | cost center | проект | бренд | регион | филиал | پروژه | برند | منطقه | شعبه |
    项目 | 品牌 | 区域 | 分公司`,
  wave: `wave | batch | migration wave | migration batch | stage | волна | партия | этап | очередь | موج | مرحله | دسته |
    批次 | 波次 | 阶段`,
  kind: `kind | type | mailbox type | recipient type details | recipient type | account type | user type | тип |
    тип ящика | вид | тип учетной записи | نوع | نوع صندوق | نوع حساب | 类型 | 邮箱类型 | 账号类型 | 帐号类型`,
  owner: `owner | mailbox owner | responsible | manager email | managed by | владелец | ответственный |
    مالک | مسئول | صاحب | 负责人 | 所有者 | 管理人`,
  decision: `decision | action | migrate | move | what to do | решение | действие | что делать | переносить | перенос |
    تصمیم | اقدام | انتقال | 决定 | 操作 | 处理方式 | 是否迁移 | 迁移`,
  notes: `note | notes | comment | comments | remark | remarks | description | примечание | примечания | комментарий |
    комментарии | заметка | заметки | описание | یادداشت | توضیحات | توضیح | ملاحظات | 备注 | 说明 | 注释 | 描述`,
  unused: `# | no | number | id | object id | user id | employee id | employee type | employee title | job title | title |
    position | phone | work phone | home phone | mobile phone | mobile | telephone | telephone number | office phone | fax |
    recovery phone | office number | address | work address | home address | street address | city | state |
    state or province | zip or postal code | postal code | country | country or region | usage location | gender |
    birthday | birth date | language | preferred language | quota | mail quota | email quota | storage | storage used |
    zimbra mail quota | zimbra account status | status | account enabled | user status | block sign in | licenses |
    new licenses | new status | advanced protection program enrollment | change password at next sign in |
    password change | force password change | password hash function | last sign in |
    email usage | drive usage | storage limit | when created | creation time | created date time | directory synced |
    on premises dir sync enabled | soft deletion timestamp | company name | manager name | manager | building id |
    floor name | floor section | employee hire date | role | user role | dn | object type | custom id |
    номер | п п | № | должность | телефон | мобильный телефон | мобильный | рабочий телефон | город | страна | адрес |
    пол | дата рождения | день рождения | язык | квота | размер | статус | роль | внутренний номер |
    ردیف | شماره | سمت | تلفن | موبایل | تلفن همراه | شهر | کشور | جنسیت | تاریخ تولد | سهمیه | حجم | وضعیت | نقش |
    کد پرسنلی | 序号 | 编号 | 工号 | 职务 | 职位 | 电话 | 手机 | 手机号 | 手机号码 | 座机 | 分机号 | 分机 | 性别 | 生日 |
    邮箱容量 | 邮箱容量 m | 容量 | 状态 | 职级 | 员工编号 | 入职日期`,
}

/** Characters of a heading that are read. */
const LONGEST_HEADING = 200

/** Headings that say a sign-in name, which may be a whole address or its local part. */
const SIGN_IN = new Set(
  `user principal name | upn | user name | username | user | login | account | login name | account id | user logon name |
   логин | имя пользователя | учетная запись | учётная запись | аккаунт | пользователь |
   نام کاربری | حساب کاربری | شناسه کاربری | کاربر | 帐号 | 账号 | 账户 | 帐户 | 用户名 | 登录名 | 成员帐号 | 成员账号 | 用户 |
   账号必填 | 帐号必填 | 邮箱前缀`
    .split('|')
    .map(plainHeading),
)

const BY_HEADING = new Map<string, Field>()
for (const [field, headings] of Object.entries(EXACT) as [Field, string][])
  for (const heading of headings.split('|')) BY_HEADING.set(plainHeading(heading), field)

/** Parts of headings, asked in this order: what is secret first, so that no spelling of a password slips through. */
const PARTS: readonly (readonly [RegExp, Field])[] = [
  [/(new|target|initial|temp|нов|времен|جدید|新|初始).*(pass|парол|رمز|گذرواژه|密码)/u, 'targetPassword'],
  [/pass ?w|passwd|\bpwd\b|passphrase|\bpin\b|парол|رمز|گذرواژه|کلمه عبور|پسورد|密码|口令|授权码/u, 'sourcePassword'],
  [/\bsecret\b|\btoken\b|api key|токен|секрет/u, 'sourcePassword'],
  [
    /(new|target|destination|нов|целев|назначен|جدید|مقصد|新|目标).*(mail|address|почт|адрес|ящик|ایمیل|邮)/u,
    'targetAddress',
  ],
  [/alias|псевдоним|алиас|مستعار|别名/u, 'aliases'],
  [
    /(recovery|alternate|personal|private|secondary|личн|резервн|запасн|شخصی|个人|备用).*(mail|почт|адрес|ایمیل|邮)/u,
    'contactAddress',
  ],
  [/(phone|телефон|تلفن|电话|quota|квота|容量|size|размер|date|дата|تاریخ|日期|status|статус|状态)/u, 'unused'],
  [/first name|given name|\bимя\b(?!.*фамил)/u, 'firstName'],
  [/last name|surname|family name|фамилия(?!.*имя)|نام خانوادگی/u, 'lastName'],
  [/middle name|отчество/u, 'middleName'],
  [/e ?mail|smtp|mailbox|почт|ящик|имейл|ایمیل|رایانامه|邮箱|邮件/u, 'sourceAddress'],
  [/full name|display name|фио|姓名/u, 'displayName'],
  [/department|org unit|отдел|подразделен|部门/u, 'department'],
  [/owner|responsible|ответствен|مسئول|负责/u, 'owner'],
  [/note|comment|примечан|коммент|توضیح|备注/u, 'notes'],
]

/**
 * A heading as it is compared: compatibility forms folded, `camelCase`, underscores and punctuation taken apart, Arabic
 * forms of Persian letters replaced, what says that it is required left out.
 */
export function plainHeading(text: string): string {
  return text
    .slice(0, LONGEST_HEADING)
    .normalize('NFKC')
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}\p{M}#№]+/gu, ' ')
    .replaceAll(/\b(required|upload only|optional|read only)\b|обязательно|必填|选填/gu, ' ')
    .trim()
}

/** The fields that a heading may mean, best first; empty where it says nothing. */
export function fieldsOfHeading(written: string): Candidate[] {
  const heading = written.slice(0, LONGEST_HEADING)
  // `Name [displayName] Required` of Entra: the name in brackets is the exact one.
  const bracketed = /\[(\w+)\]/.exec(heading)?.[1]
  const forms = [
    ...(bracketed === undefined ? [] : [plainHeading(bracketed)]),
    plainHeading(heading),
    plainHeading(heading.replaceAll(/\[[^\]]*\]|\([^)]*\)|（[^）]*）/g, ' ')),
  ].filter((form) => form !== '')
  for (const form of forms) {
    if (SIGN_IN.has(form))
      return [
        { field: 'sourceUser', weight: 0.9 },
        { field: 'sourceAddress', weight: 0.8 },
      ]
    const field = BY_HEADING.get(form)
    if (field !== undefined) return [{ field, weight: 1 }]
  }
  for (const form of forms) {
    const field = PARTS.find(([part]) => part.test(form))?.[1]
    if (field !== undefined) return [{ field, weight: 0.7 }]
  }
  return []
}
