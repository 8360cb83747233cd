/** A letter of the program's own. */
export interface Letter {
  readonly subject: string
  readonly text: string
  /** The same once more, for those who read it so. */
  readonly html?: string
  /** RFC 3282. */
  readonly language?: string
  /** The name beside the address that it comes from; without it the program's. */
  readonly from?: string
}

/** The letter by which a host administrator tries the sender: whoever reads it, in one of these lines. */
export const senderTestLetter = (values: { readonly server: string }): Letter => ({
  subject: 'Caravan can write to you',
  text: filled(
    `This email was sent to try out the system sender ({server}). Invitations and alerts come the same way.

Это пробное письмо от системного отправителя ({server}). Так же приходят приглашения и оповещения.

این ایمیل برای آزمودن فرستندهٔ سامانه ({server}) است. دعوت‌نامه‌ها و هشدارها هم همین‌گونه می‌رسند.

这封邮件用于测试系统发件人（{server}）。邀请和告警也以同样方式发送。
`,
    values,
  ),
})

/** A moment as letters write it: to the minute, in UTC. */
export const stamp = (moment: Date): string => moment.toISOString().slice(0, 16).replace('T', ' ')

/**
 * What people typed stays in its line: it ends no header and begins no paragraph. What ends in a full stop of its own,
 * `2027 г.`, gets no second one.
 */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}(\.?)/g, (_, name: string, stop: string) => {
    const value = (values[name] ?? '').replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    return value.endsWith('.') ? value : `${value}${stop}`
  })
