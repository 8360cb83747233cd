import type { Chinese } from './forms.ts'

export const stage: Chinese['stage'] = {
  label: '迁移的各阶段',
  assess: '评估',
  approve: '审批',
  prepare: '准备',
  copy: '复制',
  announce: '通知',
  cutover: '切换',
  watch: '观察',
  close: '收尾',
  status: { left: '已完成', open: '进行中', blocked: '受阻', waiting: '未开始', skipped: '不需要' },
  from: '{{day}} 起',
  until: '至 {{day}}',
  wasUntil: '原计划至 {{day}}',
  since: '自 {{day}}',
  gate: '完成前需满足',
  noGate: 'Caravan 目前对此阶段没有检查项。',
  notBuilt: { plural: { other: '另有 {{count, number}} 项 Caravan 还无法判断，请您用其他方式确认。' } },
  begin: '开始此阶段',
  leave: '完成此阶段',
  check: {
    green: '正常',
    red: '未满足',
    unknown: '尚不清楚',
    'not-applicable': '不需要',
    passed: '由 {{name}} 放行',
  },
}

export const check: Chinese['check'] = {
  'mailboxes-inventoried': {
    asks: '已清楚每个邮箱的内容',
    title: '部分邮箱的内容尚不清楚',
    text: 'Caravan 会读取这些邮箱：统计文件夹和邮件，不做任何更改。',
  },
  approved: {
    asks: '迁移已获批准',
    title: '迁移尚未批准',
    text: '请按贵公司的方式取得批准，然后由所有者在此记下批准人。',
  },
  'mailboxes-decided': {
    asks: '每个邮箱的去留已决定',
    title: '尚未决定的邮箱',
    text: '请逐一决定：迁移、归档、保留或放弃。',
  },
  'role-owners-named': {
    asks: '每个公共地址都有负责人',
    title: '没有负责人的公共地址',
    text: '来信需要有人回复，请指定负责人。',
  },
  'recipients-read': {
    asks: '收件地址已读取',
    title: '收件地址尚未读取',
    text: '请从所列邮箱读取，以免遗漏任何地址。',
  },
  'addresses-decided': {
    asks: '这些地址均已处理',
    title: '尚未处理的收件地址',
    text: '这些地址收到过邮件。请逐个或按类别决定如何处理。',
  },
  'credentials-given': {
    asks: '每个邮箱都能登录',
    title: '无法登录的邮箱',
    text: '请提醒邮箱使用者，或使用管理员权限。',
  },
  'credentials-checked': {
    asks: '每组登录信息都已测试',
    title: '尚未测试的登录信息',
    text: '最好现在就测试，不要等到复制当晚。',
  },
  'trial-green': {
    asks: '试复制已成功',
    title: '还没有成功的试复制',
    text: '请试复制一个邮箱的几个文件夹并查看报告。',
  },
  'final-pass-run': {
    asks: '切换后每个邮箱都已完整读取',
    title: '切换后尚未读取的邮箱',
    text: '请运行末轮复制：这段时间到达旧服务的邮件只在旧服务上。',
  },
  'messages-accounted-for': {
    asks: '每封邮件都有着落',
    title: '有邮件去向不明的邮箱',
    text: '请重新运行，并逐一修正或接受报告中的差异。',
  },
  'exceptions-accepted': { asks: '所有例外均已接受', title: '尚未接受的例外', text: '请查看，并逐一修正或接受。' },
  'no-pass-waiting': { asks: '所有复制均已结束', title: '仍在运行的复制', text: '请等待结束，或将其停止。' },
  'mailboxes-copied': { asks: '每个邮箱都已复制过一次', title: '从未复制的邮箱', text: '请在切换前运行首轮复制。' },
  'copies-fresh': {
    asks: '没有超过一天的副本',
    title: '超过一天的副本',
    text: '请运行增量复制，让切换当晚的工作量尽可能少。',
  },
  'passes-ended-well': {
    asks: '每个邮箱的最近一轮均正常结束',
    title: '未正常结束的复制',
    text: '请查看这些邮箱的报告并重新运行。',
  },
  'credentials-work': {
    asks: '登录信息仍然有效',
    title: '已失效的登录信息',
    text: '请向邮箱使用者索取新的信息，末轮复制需要它们。',
  },
  'way-back-rehearsed': { asks: '回退方案已演练', title: '回退方案尚未演练', text: '请对一个邮箱运行回退复制。' },
  'new-mailboxes-opened': {
    asks: '每个新邮箱都已打开',
    title: '尚无人打开的新邮箱',
    text: '其中的欢迎信仍未读。请询问员工能否登录新邮箱。',
  },
  'credentials-erased': { asks: '密码已清除', title: '密码仍被保存', text: '已不再需要，请将其清除。' },
}
