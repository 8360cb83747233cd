import type { Chinese } from './forms.ts'

export const moves: Chinese['moves'] = {
  title: '迁移',
  make: '新建迁移',
  made: '创建于 {{day}}',
  paused: '已暂停',
  cutOver: '切换日 {{day}}',
  empty: {
    title: '新建您的第一个迁移',
    text: '一次迁移分八个阶段，把公司的邮箱从旧邮件服务搬到新服务。批准之前不会复制任何内容，旧邮箱始终保持原样。',
    example: '例如：alvero.example 的 40 个邮箱迁到新服务，地址保持不变。',
  },
  noOrganisation: { title: '您还不属于任何组织', text: '请让迁移负责人邀请您，然后打开邀请链接。' },
}

export const newMove: Chinese['newMove'] = {
  title: '新建迁移',
  text: '回答两个问题即可开始。批准之前，一切都可以修改。',
  name: '给它起个名字',
  nameHint: '例如：阿尔维罗门业迁往新邮箱',
  kind: '邮箱地址如何处理？',
  submit: '新建迁移',
  mayNot: '您可以查看迁移，但不能新建。请联系所有者或迁移负责人。',
}

export const kind: Chinese['kind'] = {
  'same-domain': { name: '域名不变，更换服务', text: '所有地址保持不变，只更换背后的邮件服务。' },
  'new-addresses': { name: '更换地址', text: '每个人都会得到另一个域名下的新地址，旧地址在一段时间内仍可收信。' },
  'first-company-mail': { name: '首次启用企业邮箱', text: '此前大家使用个人邮箱，属于公司的邮件将迁到新服务。' },
}
