import type { Chinese } from './forms.ts'

export const frame: Chinese['frame'] = {
  title: '{{company}}：您的邮箱',
  titleNobody: '您的邮箱',
  language: '语言',
  steps: '第 {{at, number}} 步，共 {{of, number}} 步',
  ask: '有疑问？请咨询 {{name}}。',
  until: '此页面仅供您本人使用，链接有效期至 {{day}}。',
  leave: '退出此页面',
  goOn: '继续',
  back: '返回',
  newTab: '将在新标签页中打开',
}

export const open: Chinese['open'] = {
  title: '打开您的页面',
  text: '请重新打开邮件中的链接。如果仍打不开，请完整复制链接并粘贴到这里。',
  label: '链接或代码',
  hint: '代码以 invite_ 开头',
  button: '打开我的页面',
  opening: '正在打开您的页面…',
  offline: '无法连接服务器。请检查网络，然后点击按钮。',
}

export const plan: Chinese['plan'] = {
  title: {
    'same-domain': '您的邮箱即将迁移到新服务',
    'new-addresses': '您的邮箱将迁移并启用新地址',
    'first-company-mail': '您将拥有公司邮箱',
  },
  lead: '{{company}} 正在更换邮箱服务。邮件一封都不会丢，我们会全部复制。您照常工作即可。',
  now: '目前',
  then: '迁移之后',
  when: '时间安排',
  begin: '开始',
  minutes: '大约需要三分钟',
}

export const when: Chinese['when'] = {
  files: '您把邮件以文件形式交给我们',
  filesNow: '导出邮件并上传文件',
  access: '您授权访问旧邮箱',
  accessNow: '现在，三分钟',
  accessGiven: '已于 {{day}} 完成',
  accessElsewhere: '由 {{company}} 安排，您无需操作',
  copy: '我们复制您的邮件',
  copyBy: '{{moment}} 开始',
  copySince: '{{moment}} 起',
  copyOpen: '日期待定',
  copyNight: '仅在 {{from}} 至 {{to}} 之间进行',
  copyText: '需要几个小时，有时需要几天，不影响您使用。',
  cutover: '新邮件开始进入新邮箱',
  cutoverText: '在此之前请继续使用旧邮箱，无需任何更改。',
  undated: '日期待定，{{company}} 会提前通知您。',
  signIn: '您登录新邮箱',
  signInText: '十分钟，届时本页会一步步指引您。',
  close: '旧邮箱关闭',
  closeText: '在此之前您仍可查看。',
  done: '已完成',
  current: '进行中',
}

export const access: Chinese['access'] = {
  title: {
    password: '请输入旧邮箱的密码',
    'app-password': '请生成一个应用专用密码，粘贴到这里',
    'authorisation-code': '请获取授权码，粘贴到这里',
    consent: '您无需在此操作',
    other: '此邮箱需要他人协助',
  },
  lead: '我们用它从“{{service}}”复制您的邮件，不会删除那里的任何内容。',
  leadConsent:
    '“{{service}}”不接受其他程序使用密码登录。{{company}} 的迁移负责人会安排访问权限，安排好后您会在这里看到。',
  agree: {
    title: '请授权我们访问您的旧邮箱',
    lead: '您将前往 {{name}}，用旧邮箱登录，并同意为迁移读取邮件。之后会自动回到本页。',
    button: '前往 {{name}} 授权',
    kept: '我们看不到您的密码。所得到的授权只能访问邮件，加密保存，迁移结束后即删除；您可以随时在 {{name}} 撤销。',
    given: '您已授权，无需再做其他操作。',
  },
  mailbox: '您的旧邮箱',
  page: '打开 {{host}}',
  place: '操作位置：图中编号与上面的步骤一致。这是示意图，实际页面可能略有不同。',
  placeAt: '{{service}} 页面的示意图，内容与文字步骤相同',
  label: {
    password: '密码',
    'app-password': '应用专用密码',
    'authorisation-code': '授权码',
  },
  show: '显示',
  hide: '隐藏',
  check: '验证并继续',
  checking: '正在向旧邮箱服务核对，可能需要半分钟。',
  kept: '仅用于本次迁移，加密保存，迁移结束后即删除。',
  why: '为什么不用平时的密码？',
  whyText: '旧邮箱服务只允许程序使用单独的密码登录。它只能用来收发邮件，您随时可以在那里撤销。',
  given: '我们已获得授权。只有在有人请您重新提供时，才需要再次填写。',
}

export const files: Chinese['files'] = {
  title: '请把邮件以文件形式交给我们',
  lead: '我们无法自行取得您的邮件。请您导出一次，并在这里上传文件。旧邮箱中的内容不会有任何变化。',
  how: '怎样得到这样的文件？',
  takeout: {
    name: 'Gmail（浏览器）',
    text: '打开 Google 导出页面并登录。取消所有勾选，只选择“邮件”，然后选择“下一步”。文件类型保持 .zip，选择“创建导出作业”。准备好之后（几分钟到几天），Google 会给您发邮件。请下载所有部分，并原样上传到这里。',
  },
  outlook: {
    name: 'Windows 电脑上的 Outlook（经典版）',
    text: '在 Outlook 中依次选择“文件”“打开和导出”“导入/导出”，再选择“导出到文件”和“Outlook 数据文件（.pst）”。选择整个邮箱并包括子文件夹。请不要设置密码。',
  },
  apple: {
    name: 'Mac 上的“邮件”',
    text: '在边栏中选择一个邮箱，然后在菜单“邮箱”中选择“导出邮箱”。每个邮箱都这样做一次。把得到的文件夹压缩成一个 .zip 再上传。超过 2 GB 的邮箱会被截断：请先拆分。',
  },
  thunderbird: {
    name: 'Thunderbird 程序',
    text: '在“帮助”中打开“故障排除信息”，用旁边的按钮打开配置文件夹。关闭 Thunderbird。把“Mail”和“ImapMail”文件夹压缩成一个 .zip 再上传。',
  },
  other: {
    name: '其他程序',
    text: '在程序中找到“导出”，选择 mbox 或 eml。如果导出的是单封邮件（.eml），请把它们所在的文件夹压缩成一个 .zip。',
  },
  choose: '您的邮件文件',
  hint: '.mbox、.eml、.pst，或包含它们的 .zip',
  send: '上传',
  sending: '文件正在上传。请不要关闭本页；如果网络中断，会自动继续。',
  broken: '目前没有网络连接。恢复后会自动继续。',
  kept: '文件只用于这次迁移，结束后会被清除。您可以随时删除它。',
  given: '您已上传的文件',
  state: {
    receiving: '尚未完整上传。请再次选择同一个文件，会从这里继续。',
    received: '文件已收到，很快就会读取。',
    reading: { plural: { other: '正在读取：目前 {{count, number}} 封邮件' } },
    read: { plural: { other: '找到 {{count, number}} 封邮件' } },
  },
  repeated: { plural: { other: '有 {{count, number}} 封邮件在之前的文件中已经有了，不会重复复制。' } },
  damaged: { plural: { other: '文件中有 {{count, number}} 处损坏。如果可以，请重新导出并同样上传新文件。' } },
  remove: '删除',
  enough: '就这些',
  more: '再上传一个文件',
}

export const progress: Chinese['progress'] = {
  stays: {
    title: '对您没有任何变化',
    text: '按照 {{company}} 的计划，邮箱 {{address}} 不进行复制。您无需任何操作。',
  },
  consent: {
    title: '正在等待授权',
    text: '{{company}} 正在与旧邮箱服务安排。您无需任何操作，过几天再来看看即可。',
  },
  'not-begun': {
    title: '谢谢，目前就这些',
    text: '我们需要的都齐了。请照常使用旧邮箱。',
  },
  waiting: {
    title: '下一个就轮到您的邮件',
    text: '轮到时会自动开始复制。您可以关闭此页面。',
  },
  copying: {
    title: '正在复制您的邮件',
    text: '您可以关闭此页面，复制会继续进行。旧邮箱中的内容不会改变。',
  },
  copied: {
    title: '您的邮件已在新邮箱中',
    text: '之后进入旧邮箱的邮件也会一并转过来。',
  },
  'held-up': {
    title: '复制暂时受阻',
    text: '没有任何丢失。系统会自动重试，{{name}} 也能看到。您无需任何操作。',
  },
  arrived: { plural: { other: '共 {{count, number}} 封邮件，已到达 {{arrived, number}} 封' } },
  looked: '上次统计：{{moment}}',
  found: '验证成功。我们在 {{folders}}中找到了 {{messages}}。',
  right: '验证成功：旧邮箱服务已允许访问。',
  messages: { plural: { other: '{{count, number}} 封邮件' } },
  folders: { plural: { other: '{{count, number}} 个文件夹' } },
  live: '此页面会自动更新。',
  look: '刷新',
  another: '提供另一个密码',
  ready: '我已经有新邮箱了',
}

export const after: Chinese['after'] = {
  signedIn: {
    ask: '您已登录新邮箱了吗？',
    text: '{{company}} 会给您初始密码。请用新地址登录：',
    yes: '是的，已登录',
    short: '登录新邮箱',
  },
  passwordChanged: {
    ask: '您已修改初始密码了吗？',
    text: '初始密码还有别人知道。请设置自己的密码：足够长，并且没有在别处用过。',
    yes: '是的，已修改',
    short: '修改初始密码',
  },
  secondFactor: {
    ask: '登录时手机会确认是您本人吗？',
    text: '请在新邮箱的安全设置中开启两步验证。这样即使密码被盗，也无法单凭密码登录。',
    yes: '是的，已开启',
    short: '开启两步验证',
  },
  oldAccountRemoved: {
    ask: '您已从邮件程序中移除旧邮箱了吗？',
    text: '请从手机和电脑的邮件程序中移除账号 {{address}}，以免误用它发信。移除之前，请先确认新邮箱中能看到您的邮件。',
    yes: '是的，已移除',
    short: '从邮件程序中移除旧邮箱',
  },
  later: '还没有',
  undo: '撤回',
  list: '您的四个步骤',
  settings: '手机或电脑邮件程序的设置',
  server: '服务器',
  user: '用户名',
  open: '打开',
  doneTitle: '全部完成，谢谢您！',
  doneText: '您的新邮箱已投入使用，旧邮箱在关闭之前由我们负责。',
}

export const refused: Chinese['refused'] = {
  said: '旧邮箱服务的回复',
  'password-wrong': {
    title: '旧邮箱不接受这个密码。',
    remedy: '请重新复制或输入一次，注意大小写和输入法。',
  },
  'password-or-imap': {
    title: '旧邮箱不接受这个密码，或者尚未允许程序访问。',
    remedy: '请按步骤确认 IMAP 已开启，并确认密码已完整复制。',
  },
  'app-password-needed': {
    title: '这里需要的不是这种密码。',
    remedy: '请按步骤生成应用专用密码并粘贴，平时的密码在这里不能用。',
  },
  'imap-off': {
    title: '旧邮箱尚未允许程序访问。',
    remedy: '请按步骤在邮箱设置中开启 IMAP，然后重试。',
  },
  'web-sign-in-needed': {
    title: '旧邮箱服务要求您先在网页上登录。',
    remedy: '请用浏览器登录旧邮箱，确认是您本人操作，然后在这里重试。',
  },
  'password-not-taken': {
    title: '旧邮箱服务不接受程序使用密码登录。',
    remedy: '请告诉邀请您的人：需要由管理员开放此邮箱。',
  },
  'consent-refused': {
    title: '您还没有授权。',
    remedy: '请重新开始，并同意那里询问的全部内容。您邮箱中的内容不会被删除。',
  },
  'consent-lost': {
    title: '用时过长，或者您是从另一个浏览器返回的。',
    remedy: '请在这里重新开始，并一直使用同一个浏览器。',
  },
  'consent-ended': {
    title: '您的授权已失效。',
    remedy: '请再次授权。授权被撤销、过期或密码更改后都会这样。',
  },
  'token-refused': {
    title: '您已授权，但无法用它打开这个邮箱。',
    remedy: '请在那里用此处所示的邮箱登录，不要用其他账号，并确认该邮箱已开启“IMAP”。',
  },
  'oauth-client-refused': {
    title: '旧邮箱服务不认可我们的程序。',
    remedy: '请告诉邀请您的人：程序的注册需要更正。',
  },
  'consent-needed': {
    title: '这里不需要密码。',
    remedy: '请按下按钮，在旧邮箱服务中授权。',
  },
  'too-many-connections': {
    title: '当前连接旧邮箱的程序太多。',
    remedy: '请关闭邮件程序几分钟后重试。密码可能是正确的。',
  },
  'service-busy': {
    title: '旧邮箱服务目前暂不允许登录。',
    remedy: '请 15 分钟后重试。密码可能是正确的。',
  },
  'service-silent': {
    title: '旧邮箱服务没有响应。',
    remedy: '请稍后重试。如果仍然不行，请告诉邀请您的人。您的密码没有被保存。',
  },
  'service-unsafe': {
    title: '没有安全的连接，因此没有发送您的密码。',
    remedy: '请告诉邀请您的人：需要修正旧邮箱服务的设置。',
  },
  'service-fails': {
    title: '旧邮箱服务允许了登录，但没有显示邮箱内容。',
    remedy: '请重试。如果仍然不行，请告诉邀请您的人。',
  },
  'too-many-tries': {
    title: '尝试次数过多。',
    remedy: '请等待 15 分钟，以免旧邮箱服务锁定您的邮箱，然后重新按步骤操作。',
  },
  'too-many-requests': {
    title: '现在有很多同事正在使用。',
    remedy: '请等一分钟后重试。',
  },
  'access-not-needed': {
    title: '这个邮箱不需要密码。',
    remedy: '您无需在此操作。',
  },
  'service-changed': {
    title: '旧邮箱服务的设置刚刚有变更。',
    remedy: '请再次输入密码。',
  },
  'file-empty': {
    title: '这个文件是空的。',
    remedy: '请重新导出邮件，并先看一下文件的大小。',
  },
  'file-not-mail': {
    title: '这个文件中没有我们能读取的邮件。',
    remedy: '请按步骤上传以 .mbox、.eml、.pst 或 .zip 结尾的文件。',
  },
  'archive-unreadable': {
    title: '这个压缩包已损坏或不完整。',
    remedy: '请重新下载，然后再次上传。',
  },
  'archive-too-large': {
    title: '这个压缩包的内容超过了一次能接收的量。',
    remedy: '请按文件夹或按年份分批导出邮件。',
  },
  'pst-unreadable': {
    title: '这个 Outlook 文件无法读取。',
    remedy: '如果文件有密码，请先取消密码，重新导出后再上传。',
  },
  'pst-tool-missing': {
    title: '文件已收到，但暂时无法读取。',
    remedy: '服务器上还缺少一个程序。请告诉邀请您的人；之后文件会自动读取。',
  },
  'disk-full': {
    title: '服务器目前没有空间存放它。',
    remedy: '请告诉邀请您的人。',
  },
  'file-needed': {
    title: '之后上传的文件还需要这个文件。',
    remedy: '它会在迁移结束时一并清除。您也可以先删除之后上传的文件。',
  },
  'too-many-files': {
    title: '文件太多了。',
    remedy: '请把它们压缩成一个 .zip，或删除无法读取的文件。',
  },
  'passes-running': {
    title: '这个文件正在复制中。',
    remedy: '复制停下后即可删除。',
  },
  'link-ended': {
    title: '此链接已失效。',
    remedy: '请打开最新一封邮件中的链接，或向邀请您的人索取新链接。',
  },
  'origin-refused': {
    title: '这个表单不是从您的页面提交的。',
    remedy: '请重新打开邮件中的链接，然后重试。',
  },
  other: {
    title: '操作未成功，这不是您的问题。',
    remedy: '请一分钟后重试。如果仍然不行，请告诉邀请您的人。',
  },
}
