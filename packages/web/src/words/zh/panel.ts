import type { Chinese } from './forms.ts'

export const panel: Chinese['panel'] = {
  title: '所选邮箱',
  shut: '关闭邮箱',
  wrong: '问题所在',
  since: '自 {{when}}',
  noTarget: '尚无新地址',
  decidedBy: '由 {{name}} 决定',
  inWave: '批次“{{wave}}”',
  owner: '负责人：{{name}}',
  noOwner: '此公共地址还没有负责人。',
  messages: '{{of}} 封邮件中已完成 {{done}} 封',
  verifying: '{{of}} 封邮件中已校验 {{done}} 封',
  of: '{{done}} / {{of}}',
  run: '开始一轮复制',
  folders: '文件夹',
  foldersNone: '运行一轮后才能知道有哪些文件夹。',
  foldersMore: { plural: { other: '还有 {{count, number}} 个文件夹未在此列出。' } },
  verification: '校验',
  read: '{{of}} 封中已校验 {{done}} 封',
  unread: '尚未校验',
  passes: '各轮复制',
  found: {
    title: '核验结果',
    missing: '新邮箱中缺少',
    extra: '仅在新邮箱中',
    read: { plural: { other: '已在两端读取旧邮箱的 {{count, number}} 封邮件。未做任何更改。' } },
  },
  passesNone: '还没有运行过。',
  cancel: '取消',
  log: '记录',
  logNone: '还没有任何记录。',
  exceptions: '例外',
  unlisted: { plural: { other: '还有 {{count, number}} 项未在此列出。' } },
}

export const pass: Chinese['pass'] = {
  trial: '试复制',
  first: '首轮',
  delta: '增量',
  final: '末轮',
  reverse: '回退',
  verify: '核验',
  addresses: '读取地址',
  note: {
    trial: '从每个文件夹取几封邮件，看新服务保存得是否准确。',
    first: '目前已有的全部内容。',
    delta: '自上一轮以来新增或变化的内容。',
    final: '关闭旧邮箱之前的最后一次检查。',
    verify: '在两端重新读取并比对全部内容，不做任何更改。',
  },
  outcome: {
    green: '完整',
    exceptions: '有例外',
    mismatch: '有差异',
    undecided: '等待决定',
    interrupted: '中断',
    queued: '排队中',
    running: '进行中',
    cancelled: '已取消',
  },
}

export const rung: Chinese['rung'] = {
  exact: { name: '完全一致', text: '逐字节相同' },
  normalised: { name: '内容相同', text: '仅换行符等有变化' },
  equivalent: { name: '各部分相同', text: '新服务重新组装了邮件' },
  mismatched: { name: '不一致', text: '与发送的邮件不同' },
}

export const trouble: Chinese['trouble'] = {
  'sign-in-refused': {
    title: '服务器不接受密码',
    text: '密码可能输错了，或应用专用密码已更改或被撤销。已复制的内容仍在，重新登录后会从中断处继续。',
  },
  'sign-in-expired': {
    title: '登录已失效',
    text: '此前可以登录，现在不行了。已复制的内容仍在，提供新密码后继续复制。',
  },
  'sign-in-unsupported': {
    title: '服务器没有合适的登录方式',
    text: '它要求另一种登录方式。如果该服务有可打开所有邮箱的管理员账号，可以用它登录。',
  },
  'consent-ended': {
    title: '授权已失效',
    text: '授权被撤销或已过期，或者密码已更改。已复制的内容会保留；使用者再次授权后，复制会从中断处继续。',
  },
  'token-refused': {
    title: '令牌未被接受',
    text: '授权可能来自另一个邮箱，或者该邮箱未开启 IMAP。须由该邮箱的使用者本人授权。',
  },
  'oauth-client-refused': {
    title: '应用未被认可',
    text: '请在设置的“登录”步骤中，将应用的客户端 ID、密钥和权限与服务商所显示的核对。客户端密钥会在一段时间后失效。',
  },
  'administrator-refused': {
    title: '管理员账号未被接受',
    text: '为避免被服务锁定，不再尝试：该服务的所有邮箱都在等待。请更正用户名或密码，或用一个确实存在的邮箱测试；之后会自动继续。',
  },
  'credential-missing': {
    title: '该邮箱还没有密码',
    text: '请发送新链接让使用者提供，或用该服务的管理员账号登录。',
  },
  'source-shrunken': {
    title: '旧邮箱的邮件比以前少了很多',
    text: '可能有人特意清理过，也可能服务器只显示了一部分。新邮箱中没有删除任何内容。请查看旧邮箱后再决定。',
  },
  'target-shrunken': {
    title: '新邮箱缺少已复制的邮件',
    text: '已复制的大部分邮件已不在那里，可能被人删除。请决定是否再次复制。',
  },
  'quota-full': { title: '新邮箱已满', text: '请在新服务腾出空间或提高配额，然后重试。已复制的内容仍在。' },
  'connection-refused': {
    title: '无法连接服务器',
    text: '该地址没有应答。请检查服务的主机、端口和防火墙，然后重试。',
  },
}

export const remedy: Chinese['remedy'] = {
  again: '重试',
  done: '完成',
  invite: '重新邀请',
  inviteText: '邮箱使用者会收到新链接，在那里输入密码并立即验证。之前的链接随即失效。',
  byLetter: '发送邮件',
  byLink: '生成链接',
  linkMade: '请转交此链接，它只显示这一次。',
  letterSent: '带有新链接的邮件正在发送。',
  notInvited: '没有发出邀请：没有可发送邮件的地址，或此邮箱不需要密码。',
  password: '输入密码',
  passwordText: {
    source: '旧邮箱的密码或应用专用密码，会立即验证。能打开邮箱的密码存入保险库，任何人都无法读取。',
    target: '新邮箱的密码或应用专用密码，会立即验证。能打开邮箱的密码存入保险库，任何人都无法读取。',
  },
  passwordField: '密码',
  passwordShow: '显示密码',
  passwordGive: '验证并保存',
  passwordOpens: '密码可以打开邮箱，已保存。',
  passwordUntried: '密码未经验证，已保存。下一轮会验证它。',
  passwordGoesOn: '等待它的任务会继续。',
  passwordUnreached: '无法联系该服务，因此不知道密码是否正确。可以先保存，由下一轮验证。',
  passwordKeep: '不验证直接保存',
  consent: '请使用者授权',
  consentText: '将在此浏览器中打开 {{name}} 的页面。由邮箱使用者登录并授权，然后您会回到这里。',
  consentGo: '前往 {{name}}',
  through: '通过“{{service}}”登录',
  master: '使用管理员账号',
  masterText: { plural: { other: '此后 Caravan 将以此方式登录“{{service}}”的全部 {{count, number}} 个邮箱。' } },
  masterUser: '管理员用户名',
  masterGive: '使用',
  less: '按现状继续',
  lessText: '下一轮以旧邮箱的现状为准。以前复制的内容保留在新邮箱中。',
  'copy-again': '再次复制',
  'copy-againText': '下一轮会再次复制新邮箱中缺少的全部邮件。',
  leave: '不再复制',
  leaveText: '新邮箱中已删除的邮件保持删除，并据此计数。',
}

export const log: Chinese['log'] = {
  'mailboxes.changed': '设置已修改',
  'mailbox.file-received': '已上传一个邮件文件',
  'mailbox.file-read': '邮件文件已读取',
  'mailbox.file-refused': '邮件文件无法读取',
  'mailbox.file-removed': '邮件文件已删除',
  'mailbox.paused': '已暂停',
  'mailbox.resumed': '已继续',
  'mailbox.stuck': '需要处理才能继续',
  'mailbox.unstuck': '已恢复自行继续',
  'pass.requested': '一轮复制已加入队列',
  'pass.started': '一轮复制开始',
  'pass.cancelled': '一轮复制已取消',
  'pass.handed-back': '一轮复制中断，稍后继续',
  pass: {
    green: '一轮结束：每封邮件都有着落',
    exceptions: '一轮结束，有例外',
    failed: '一轮未能顺利完成',
  },
}
