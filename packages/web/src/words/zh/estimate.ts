import type { Chinese } from './forms.ts'

export const estimate: Chinese['estimate'] = {
  title: '复制需要多长时间',
  about: { plural: { other: '如果同时开始，{{count, number}} 个邮箱（{{size}}）大约需要{{span}}。' } },
  ofWave: '大约{{span}}',
  why: {
    'source-out': '{{service}} 每 24 小时只允许从一个邮箱读取 {{limit}}，而 {{address}} 中有 {{size}}。',
    'target-in': '{{service}} 每 24 小时只允许向一个邮箱写入 {{limit}}，而 {{address}} 中有 {{size}}。',
    'target-out':
      '每份副本都会重新读取，而 {{service}} 每 24 小时只允许从一个邮箱读取 {{limit}}；{{address}} 中有 {{size}}。',
    bandwidth: '大部分时间取决于为 {{service}} 设置的速度。',
    hours: '大部分时间用于等待允许复制的时段。',
    speed: '除线路和服务器外没有其他限制。{{address}}（{{size}}）用时最长。',
    connections: {
      plural: { other: '{{service}} 的连接数只够同时复制 {{count, number}} 个邮箱，其余的需要排队。' },
    },
  },
  set: '这项限制是手动设置的。',
  kept: 'Caravan 只使用其中的九成。',
  uncounted: { plural: { other: '另有 {{count, number}} 个邮箱尚未统计，需另行计算。' } },
  unknown: { plural: { other: '还不知道 {{count, number}} 个邮箱中有多少邮件。' } },
  count: '在邮箱中查找被遗忘的地址时会同时统计数量，这一过程不会复制任何内容。',
  read: '读取邮箱',
  assumed: '按每个邮箱在没有其他限制时每秒 {{size}} 计算。如果服务要求暂停，时间会更长。',
}
