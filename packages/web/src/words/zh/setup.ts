import type { Chinese } from './forms.ts'

export const setup: Chinese['setup'] = {
  title: '迁移设置',
  steps: '设置步骤',
  step: '第 {{number}} 步，共 {{of}} 步：{{name}}',
  name: {
    basics: '迁移概况',
    'old-service': '旧服务',
    'new-service': '新服务',
    'sign-in': '登录方式',
    people: '员工',
    addresses: '地址',
  },
  state: { done: '已完成', missing: '还缺内容', open: '未开始' },
  change: '修改',
  begin: '开始',
  saveAndGoOn: '保存并继续',
  goOn: '继续：{{name}}',
  toSummary: '继续：查看汇总',
  mayNot: '您可以查看设置，但不能修改。请联系所有者或迁移负责人。',
  need: {
    word: '从这里开始',
    title: '设置这次迁移',
    text: '填写旧服务和新服务、登录方式，以及要迁移的人。大约需要 15 分钟，可随时中断，之后继续。',
    button: '前往迁移设置',
  },
}

export const setupSummary: Chinese['setupSummary'] = {
  next: {
    begin: '四个简短的步骤，然后添加员工。内容随时保存，批准之前都可以修改。',
    going: '已完成 {{done}} 步，共 {{of}} 步。下一步：{{name}}。',
    people: '两个服务都已设置好。现在请添加要迁移的员工。',
    assess: '全部设置完毕。第一个阶段是盘点：Caravan 会查看每个邮箱，不作任何改动。',
    ready: '全部设置完毕。迁移的进展请看概览。',
  },
  toNext: '继续：{{name}}',
  assess: '开始评估',
  toOverview: '前往概览',
  noDomain: '还没有填写自己的域名。',
  noDay: '还没有确定切换日。',
  noService: '尚未填写。',
  noWay: '{{service}}：还没有选择登录方式。',
  noPassword: '{{service}}：缺少 {{user}} 的密码。',
  refused: '{{service}}：{{user}} 的登录被拒绝。',
  way: {
    employees: '{{service}}：由每位员工自己提供。',
    table: '{{service}}：密码随员工名单提供。',
    master: '{{service}}：由 {{user}} 打开所有邮箱。',
  },
  people: {
    none: '还没有列入任何邮箱。',
    some: { plural: { other: '已列入 {{count, number}} 个邮箱。' } },
    undecided: { plural: { other: '其中 {{count, number}} 个还没有决定是否迁移。' } },
  },
  addresses: {
    withoutTarget: {
      plural: {
        other: '{{count, number}} 个邮箱还没有新地址。',
      },
    },
    withoutOwner: {
      plural: {
        other: '{{count, number}} 个公共地址没有负责人。',
      },
    },
    decided: '每个地址都已决定。',
  },
  hurry: {
    title: '旧服务几天内就要关闭？',
    text: '那么今天就可以在一个页面上开始复制，其余工作在复制的同时再做。',
    button: '在一个页面上开始复制',
  },
}

export const setupBasics: Chinese['setupBasics'] = {
  title: '迁移概况',
  text: '它的名称、地址如何处理，以及大家何时切换到新邮箱。',
  domains: '自己的域名',
  domainsHint: '新旧地址中 @ 后面的部分；多个域名用逗号分隔。Caravan 会为这些域名查找被遗忘的地址。',
  day: '切换日',
  dayHint: '从这一天起，大家使用新邮箱。可以暂时留空；计划中的日期由它推算。',
  dayIs: '即 {{day}}，时区为 {{zone}}。',
  dayPast: '这一天已经过去。员工看到的切换日就是它：请填写将来的日期，或先留空。',
}

export const setupSignIn: Chinese['setupSignIn'] = {
  title: '登录方式',
  text: 'Caravan 如何进入邮箱。密码存入保险库，不向任何人显示，迁移结束时删除。',
  first: '请先填写服务，然后会显示可用的方式。',
  old: '旧服务：{{name}}',
  new: '新服务：{{name}}',
  employees: {
    name: '由每位员工自己提供',
    text: '每个人会收到自己页面的链接，页面会一步步说明怎么做。密码会立即验证。',
  },
  table: { name: '密码随员工名单提供', text: '文件中有一列密码。适合由管理员设置初始密码的新邮箱。' },
  master: {
    name: '一个管理员账号打开所有邮箱',
    text: '其他人什么都不用做。由服务器管理员设置：Dovecot 主用户、Cyrus 管理员或 Zimbra 管理员。',
  },
  noMaster: '这家服务商没有能用密码打开所有邮箱的账号。',
  masterUser: '管理员用户名',
  password: '密码',
  kept: '保险库中已有密码。留空则保持不变。',
  save: '保存',
  saved: '已保存',
  untried: '已保存，尚未验证',
  works: '可用',
  refused: '被拒绝',
  mixed: '个别邮箱可以不同：名单中的密码，或在该邮箱面板中输入的密码，会用于该邮箱。',
  theirSteps: '每位员工需要做什么',
  try: {
    title: '现在试一试',
    text: 'Caravan 会登录一个邮箱一次，并统计其中的邮件。不会复制任何内容。',
    address: '一个邮箱的地址',
    button: '试一试',
    worked: '可以登录：{{folders}} 个文件夹中共有 {{messages}} 封邮件。',
    workedUncounted: '可以登录。服务器没有及时统计出邮件数量。',
  },
}

export const hurry: Chinese['hurry'] = {
  title: '赶在旧服务关闭之前复制',
  text: '一个页面上的三件事：两个服务、登录方式和地址。然后立即开始复制。审批、员工姓名、批次和切换以后再做。',
  back: '返回迁移设置',
  services: '1. 两个服务',
  signIn: '2. 登录方式',
  people: '3. 地址',
  go: '4. 将会发生什么',
  newDomain: '新地址的域名',
  newDomainHint: '@ 前面的部分保持不变。',
  paste: '每行一个邮箱',
  pasteHint: '每行按此顺序填写，中间用英文逗号、英文分号或制表符分隔：{{columns}}。',
  pasteAddresses: '每行一个地址。',
  columns: { address: '地址', old: '旧服务的密码', new: '新服务的密码' },
  look: '查看将会发生什么',
  there: { plural: { other: '迁移中已有 {{count, number}} 个邮箱，也会一并复制。' } },
  will: {
    mailboxes: { plural: { other: '将 {{count, number}} 个邮箱从 {{old}} 复制到 {{new}}。' } },
    left: { plural: { other: '{{count, number}} 行无法使用，将被跳过。' } },
    noPassword: { plural: { other: '{{count, number}} 行缺少密码，将被跳过。' } },
    line: '第 {{line, number}} 行：',
    nothing: '按这份名单，没有一个邮箱可以复制。',
    stays: '旧服务上不会修改或删除任何内容，邮件仍会继续送达旧服务。',
    checks: '以下检查将以您的名义、凭您填写的理由放行，审计日志会留下记录：',
    inventory: '每个邮箱都已盘点。',
    approval: '变更申请已获批准。',
  },
  reason: '理由',
  reasonText: '例如：旧服务从周五起变为只读。',
  confirm: '请输入邮箱数量以确认：{{number}}',
  start: '设置并开始复制',
  needsOwner: '只有所有者可以免除审批。请让所有者打开此页面；服务设置会保留。',
  tooLate: '这次迁移已经在复制。进展请看概览。',
  notYet: '请先填写两个服务，并保存登录方式。',
  doing: { import: '添加邮箱', addresses: '分配新地址', stages: '开启直到复制的各个阶段', copy: '开始复制' },
  begin: '新建并在今天开始复制',
  beginText: '旧服务几天内就要关闭：在一个页面上填写两个服务、地址并开始。',
  leftOut: {
    plural: {
      other: '复制已经开始。{{count, number}} 个邮箱未能开始：缺少新地址或服务。',
    },
  },
}
