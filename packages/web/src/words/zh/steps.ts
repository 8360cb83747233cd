import type { Chinese } from './forms.ts'

export const step: Chinese['step'] = {
  cutover: {
    question: '切换已经完成了吗？',
    text: '请在新邮件已送达新服务后再确认：Caravan 不会修改您域名的记录。此刻将记为切换时间：此后每个邮箱还需要一轮末轮复制，以取回仍发到旧服务的邮件。',
    yes: '是，切换已完成',
  },
  close: {
    question: '结束这次迁移？',
    text: '此后不再复制任何内容，已加入队列的复制均视为完成。',
    yes: '结束迁移',
  },
  reopen: {
    button: '重新打开…',
    question: '重新打开“{{stage}}”阶段？',
    text: '已完成的内容保持不变。您的姓名和理由会记入审计日志。',
    reason: '重新打开的理由',
    yes: '重新打开',
  },
}

export const unjudged: Chinese['unjudged'] = {
  'domain-reported': '域名目前的设置',
  'service-decided': '选用哪个新服务及其理由',
  'senders-known': '所有以此域名发送邮件的系统',
  'time-estimated': '复制需要多长时间',
  'accounts-made': '每个邮箱在新服务中都已存在',
  'dns-planned': '域名记录已规划，生存时间（TTL）已调低',
  'split-delivery-planned': '两个服务并用期间，邮件都能送达',
  'backed-up': '所有内容已用开放格式保存',
  'groupware-copied': '联系人、日历、任务和规则已复制',
  'correspondents-told': '每位往来联系人都已通知',
  'answers-set': '旧邮箱会自动答复',
  'mentions-changed': '所有写有旧地址之处均已修改',
  'addresses-answer': '新服务可接收每个地址的邮件',
  'dns-ready': '新的域名记录已就绪',
  announced: '首批通知至少已发出两周',
  'stragglers-ended': '旧服务不再收到邮件',
  'integrations-tested': '每个发送邮件的程序的测试邮件都已收到',
  'mail-accepted': '其他服务器接收我们的邮件',
  'old-home-archived': '旧邮箱已归档保存',
  'certificate-signed': '证明书已制作并签署',
}
