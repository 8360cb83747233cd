import { describe, expect, test } from 'vitest'
import { readPastedTable, readTable } from '../table/read.ts'
import { mappingOf, type Recognition, recogniseColumns } from './recognise.ts'

const recognised = async (text: string): Promise<Recognition> => recogniseColumns(await readTable(Buffer.from(text)))
const fields = ({ columns }: Recognition): (string | undefined)[] => columns.map((column) => column.field)

describe('columns of', () => {
  test.each([
    [
      'Google Workspace',
      'First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],New Primary Email [Upload Only],Recovery Email,Home Secondary Email,Work Phone,Status [READ ONLY],Change Password at Next Sign-In\nAnna,Berg,anna@x.example,****,/Sales,,a@home.example,,,Active,False',
      [
        'firstName',
        'lastName',
        'sourceAddress',
        'sourcePassword',
        'department',
        'targetAddress',
        'contactAddress',
        undefined,
        'unused',
        'unused',
        'unused',
      ],
    ],
    [
      'Microsoft 365',
      'Display name,User principal name,First name,Last name,Department,Licenses,Proxy addresses,When Created,Title\nAnna Berg,anna@x.example,Anna,Berg,Sales,E3,smtp:a@x.example+SMTP:anna@x.example,2020-01-01,Boss',
      ['displayName', 'sourceAddress', 'firstName', 'lastName', 'department', 'unused', 'aliases', 'unused', 'unused'],
    ],
    [
      'Entra, with a line above the headings',
      'version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Department [department]\nAnna Berg,anna@x.example,Xy12!abc,No,Anna,Berg,Sales',
      ['displayName', 'sourceAddress', 'targetPassword', 'unused', 'firstName', 'lastName', 'department'],
    ],
    [
      'Exchange, with sign-in name and address',
      'UserPrincipalName;PrimarySmtpAddress;EmailAddresses;RecipientTypeDetails\nanna@corp.example;anna@x.example;smtp:a@x.example;SharedMailbox',
      ['sourceUser', 'sourceAddress', 'aliases', 'kind'],
    ],
    [
      'Yandex 360',
      '"login";"password";"password_change_required";"first_name";"last_name";"middle_name";"position";"gender";"birthday";"language";"phone"\n"anna";"Xy12!abc";"true";"Анна";"Берг";"Петровна";"";"";"";"ru";""',
      [
        'sourceAddress',
        'sourcePassword',
        'unused',
        'firstName',
        'lastName',
        'middleName',
        'unused',
        'unused',
        'unused',
        'unused',
        'unused',
      ],
    ],
    [
      'VK WorkSpace and other Russian lists',
      'ФИО;Почта;Новая почта;Пароль;Отдел;Должность;Телефон;Волна;Решение;Примечание\nБерг Анна Петровна;anna@x.example;a@new.example;Xy12!abc;Продажи;;;1;переносим;',
      [
        'displayName',
        'sourceAddress',
        'targetAddress',
        'sourcePassword',
        'department',
        'unused',
        'unused',
        'wave',
        'decision',
        'notes',
      ],
    ],
    [
      'Zoho',
      'Username,Password,First Name,Last Name\nanna@x.example,Xy12!abc,Anna,Berg',
      ['sourceAddress', 'sourcePassword', 'firstName', 'lastName'],
    ],
    [
      'Tencent Exmail',
      '帐号,密码,编号,姓名,手机,所属部门,性别,职务,电话,生日\nanna@x.example,Xy12!abc,1,李静,,销售部,,,,',
      [
        'sourceAddress',
        'sourcePassword',
        'unused',
        'displayName',
        'unused',
        'department',
        'unused',
        'unused',
        'unused',
        'unused',
      ],
    ],
    [
      'Alibaba Mail',
      '姓名（必填）,邮箱账号（必填）,工号,邮箱密码,部门,分机号,职务,手机,邮箱容量（M）\n李静,li@x.example,7,Xy12!abc,云邮箱/开发,,,,5000',
      [
        'displayName',
        'sourceAddress',
        'unused',
        'sourcePassword',
        'department',
        'unused',
        'unused',
        'unused',
        'unused',
      ],
    ],
    ['cPanel', 'Email,Password,Quota\nanna@x.example,Xy12!abc,250', ['sourceAddress', 'sourcePassword', 'unused']],
    [
      'Zimbra',
      'zimbraMailDeliveryAddress,displayName,givenName,sn,zimbraMailAlias,zimbraMailQuota,zimbraAccountStatus\nanna@x.example,Anna Berg,Anna,Berg,a@x.example,0,active',
      ['sourceAddress', 'displayName', 'firstName', 'lastName', 'aliases', 'unused', 'unused'],
    ],
    [
      'Persian lists, with Arabic letters too',
      'نام,نام خانوادگي,ایمیل,ایمیل جدید,رمز عبور,واحد,توضیحات\nعلی,رضایی,ali@x.example,a@new.example,Xy12!abc,فروش,',
      ['firstName', 'lastName', 'sourceAddress', 'targetAddress', 'sourcePassword', 'department', 'notes'],
    ],
    [
      'plain English lists',
      'Old email;New email;IMAP username;App password;Type;Owner;Batch;Comment\nanna@x.example;a@new.example;anna;abcd efgh ijkl mnop;person;;1;',
      ['sourceAddress', 'targetAddress', 'sourceUser', 'sourcePassword', 'kind', 'owner', 'wave', 'notes'],
    ],
  ])('%s', async (_, text, expected) => {
    const recognition = await recognised(text)
    const known = fields(recognition)
    // A second outside address has no field left; it is named as a column that is not read.
    expect(known).toEqual(expected)
  })

  test('a table without headings are known by what is in them', async () => {
    const recognition = await recognised('Anna Berg;anna@x.example;Xy12!abc\nBoris Dahl;boris@x.example;Qw34!xyz')
    expect(recognition.headingRow).toBeUndefined()
    expect(recognition.columns.map((column) => [column.heading, column.field, column.confidence])).toEqual([
      ['Column 1', 'displayName', 'guess'],
      ['Column 2', 'sourceAddress', 'guess'],
      ['Column 3', 'sourcePassword', 'guess'],
    ])
  })

  test('pasted addresses are known', () => {
    expect(fields(recogniseColumns(readPastedTable('Anna <anna@x.example>\nboris@x.example')))).toEqual([
      'displayName',
      'sourceAddress',
    ])
  })
})

test('passwords are in no sample, also under a heading that nobody knows', async () => {
  const recognition = await recognised(
    'mail,Zugang,Kennwort 2,my secret\na@x.example,Xy12!abc,Zq98?klm,plainword\nb@x.example,,Zq99?klm,other',
  )
  expect(recognition.columns[0]?.samples).toEqual(['a@x.example', 'b@x.example'])
  for (const column of recognition.columns.slice(1)) expect(column.samples).toEqual([])
})

test('unknown columns are named, and the reader corrects what was taken for what', async () => {
  const recognition = await recognised('Email,Flurfunk,Name\na@x.example,tea kitchen,Anna')
  expect(recognition.columns[1]).toMatchObject({
    heading: 'Flurfunk',
    field: undefined,
    filled: 1,
    samples: ['tea kitchen'],
  })
  const mapping = mappingOf(
    recognition,
    new Map([
      [1, 'notes' as const],
      [2, null],
    ]),
  )
  expect([...mapping.fields]).toEqual([
    [0, 'sourceAddress'],
    [1, 'notes'],
  ])
})

test('headings of any length are read in no time', async () => {
  const begun = process.cpuUsage()
  const recognition = await recognised(
    `Email,${Array.from({ length: 200 }, () => '['.repeat(32_000)).join(',')}\na@x.example`,
  )
  expect(recognition.columns[0]?.field).toBe('sourceAddress')
  expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(5_000)
})

test('how sure a recognition is depends on heading and content', async () => {
  const recognition = await recognised(
    'Email,Mailbox to be moved to us (new address),Who\na@x.example,a@y.example,Anna',
  )
  expect(recognition.columns.map((column) => [column.field, column.confidence])).toEqual([
    ['sourceAddress', 'sure'],
    ['targetAddress', 'likely'],
    [undefined, undefined],
  ])
})
