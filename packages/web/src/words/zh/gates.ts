import type { Chinese } from './forms.ts'

export const gate: Chinese['gate'] = {
  waitsFor: '需先完成或开始：{{stages}}。',
  mayBegin: '“{{stage}}”阶段可以开始了',
  begin: '开始{{stage}}',
  begins: {
    approve: '由有权决定的人同意这次迁移。在此之前不会复制任何内容。',
    prepare: '准备员工名单、地址、访问权限和试复制，此时还不会正式复制。',
    copy: '从这里开始，邮箱将逐批复制。旧服务保持不变。',
    cutover: '切换：再次检查切换前必须满足的条件。',
    close: '最后一步：清除密码，之后不再复制任何内容。',
  },
  read: '读取邮箱',
  reading: { plural: { other: '已安排读取 {{count, number}} 个邮箱。' } },
  start: {
    title: { plural: { other: '还有 {{count, number}} 个邮箱尚未开始' } },
    text: '请在合适的时候启动它们所在的批次，或为每个批次设定自动启动的时间。',
  },
  trial: '用一个邮箱试复制',
  trialing: '{{address}} 的试复制已加入队列，报告会显示在该邮箱中。',
  rehearse: '用一个邮箱演练',
  rehearsing: '{{address}} 的回退复制已加入队列，只会带回从现在起新收到的邮件。',
  erase: {
    button: '清除密码',
    question: '清除本次迁移的所有密码？',
    text: '两个服务和所有邮箱的密码都将永久清除。没有新密码就不能再复制任何内容。',
    done: { plural: { other: '已清除 {{count, number}} 个密码。' } },
  },
}

export const passOver: Chinese['passOver'] = {
  button: '放行…',
  question: '不满足此项也继续吗？',
  text: '未满足：“{{asks}}”。您的姓名和理由会保留在审计日志中。如果情况变得更糟，此项检查会重新生效。',
  reason: '为什么可以放行',
  yes: '放行',
  approve: {
    button: '已获批准…',
    question: '这次迁移已获批准吗？',
    text: '请自行取得同意：Caravan 不会询问任何人。请写明谁在何时同意、在哪里可以查到；如由您本人决定，写您的姓名即可。这些内容会以您的名义保留在审计日志中，此后即可复制邮件。',
    example: '例如：王芳，总经理，3 月 3 日，邮件',
    what: '审批的内容',
    mailboxes: {
      plural: {
        other: '{{count, number}} 个邮箱从“{{from}}”迁移到“{{to}}”。',
      },
    },
    day: '切换日：{{day}}。',
    noDay: '切换日尚未确定。',
    reason: '由谁批准，何时批准',
    yes: '已获批准',
  },
}
