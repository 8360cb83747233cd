import type { Chinese } from './forms.ts'

export const begin: Chinese['begin'] = {
  title: '欢迎使用 Caravan',
  text: '您是第一位用户。请创建账号，并填写要迁移邮件的组织名称；同事可以稍后再邀请。',
  name: '您的姓名',
  email: '您的邮箱地址',
  password: '密码',
  passwordHint: '至少 12 个字符：几个互不相关的词，或由密码管理器生成。',
  organisation: '组织',
  organisationHint: '公司名称，按员工平时的写法。如果您是替其他公司迁移的实施方，请填写自己的名称。',
  submit: '创建账号',
  noToken: {
    title: '链接不完整',
    text: '请打开 Caravan 启动时显示的完整链接，它以 #begin_ 加一长串字母结尾。',
  },
  toSignIn: '我已有账号',
}

export const signIn: Chinese['signIn'] = {
  title: '登录',
  email: '邮箱地址',
  password: '密码',
  submit: '登录',
  through: '通过 {{name}} 登录',
  nobody: '这里还没有任何账号。创建首个账号的链接打印在启动 Caravan 的地方，以 {{address}} 开头。',
  or: '或',
  refused: { title: '邮箱地址或密码不正确。', remedy: '请检查两者。密码区分大小写。' },
  tooOften: { title: '尝试次数过多。', remedy: '请等待一分钟后再试。' },
  passkey: '使用通行密钥登录',
  passkeyRefused: {
    title: '未使用通行密钥。',
    remedy: '请再次点按按钮并在设备上确认，或使用密码登录。',
  },
  codeTitle: '还差一步',
  codeText: '请输入身份验证器应用中 Caravan 对应的六位数字。',
  code: '验证码',
  codeRefused: { title: '验证码不正确，或已使用过。', remedy: '请等待应用显示下一个验证码，并确认手机时间准确。' },
  backupText: '请输入您保存的一个备用码。每个备用码只能使用一次。',
  backup: '备用码',
  useBackup: '手机不在身边',
  useCode: '改用验证器应用',
  other: '换一个账号登录',
}
