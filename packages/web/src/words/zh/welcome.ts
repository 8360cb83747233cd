import type { Chinese } from './forms.ts'

export const welcome: Chinese['welcome'] = {
  button: '欢迎信',
  title: '欢迎信',
  text: '系统会用员工的语言在每个新邮箱中放入一封信。通过它的已读标记即可知道谁已打开新邮箱，除此之外不查看任何内容。信中没有链接，也不索要密码。',
  on: '在每个新邮箱中放入此信',
  when: '何时放入？',
  at: {
    switched: { name: '切换之后', text: '邮件开始送达新服务时。' },
    copied: { name: '邮箱复制完成后', text: '切换之前即可放入，适合提前交付新邮箱的情况。' },
  },
  contact: '联系谁',
  contactHint: '信中提及的地址，也是发件人地址。留空则不提及任何地址。',
  language: '以此语言显示信件',
  words: '您想补充的话（此语言）',
  wordsHint: '放在常用文字之后。不填写，信件也是完整的。',
  preview: '收信人看到的内容',
  from: '发件人：{{address}}',
  save: '保存',
  counted: { plural: { other: '{{count, number}} 个新邮箱中已打开 {{opened, number}} 个' } },
  goneCounted: { plural: { other: '{{count, number}} 封欢迎信已不在收件箱中' } },
  failed: { plural: { other: '{{count, number}} 个邮箱无法查看' } },
  filter: '新邮箱',
  state: {
    due: '信件待放入',
    unopened: '未打开',
    opened: '已打开',
    gone: '信件已不在收件箱',
  },
  told: {
    due: '即将放入欢迎信',
    unopened: '新邮箱未打开，信件自 {{when}} 起在其中',
    opened: '已打开新邮箱：{{when}} 发现',
    gone: '欢迎信已不在收件箱：{{when}} 发现',
    looked: '最近查看：{{when}}',
    failed: '新邮箱：{{why}}',
  },
}
