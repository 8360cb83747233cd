import type { Chinese } from './forms.ts'

export const shell: Chinese['shell'] = {
  skip: '跳到正文',
  menu: '菜单',
  language: '语言',
  colours: '外观',
  light: '浅色',
  dark: '深色',
  auto: '跟随系统',
  signOut: '退出登录',
  organisation: '组织',
  moves: '迁移',
  shut: '关闭面板',
  loading: '正在加载',
}

export const problem: Chinese['problem'] = {
  serverSaid: '服务器返回的信息',
  again: '重试',
  reload: '重新加载页面',
  home: '返回首页',
  offline: { title: '无法连接服务器。', remedy: '请检查您的网络。服务器恢复后，页面会自动继续。' },
  unexpected: {
    title: '控制台出现故障，此页面已停止。',
    remedy: '请重新加载页面。如果仍然如此，请把下面的内容告诉 Caravan 的维护人员。',
  },
  notFound: { title: '此地址没有内容', text: '链接可能不完整，或者内容已被删除。' },
}

export const pages: Chinese['pages'] = {
  overview: '概览',
  setup: '迁移设置',
  mailboxes: '邮箱',
  exceptions: '例外',
  people: '员工',
  waves: '批次',
  activity: '动态',
}

export const refusal: Chinese['refusal'] = {
  'not-signed-in': { title: '您尚未登录，或会话已结束。', remedy: '请重新登录。' },
  'not-allowed': { title: '您没有权限执行此操作。', remedy: '请让组织的所有者代为操作，或为您更换角色。' },
  'not-found': { title: '找不到该内容。', remedy: '请检查地址；它可能已被删除。' },
  'link-ended': {
    title: '此链接已使用，或程序已显示更新的链接。',
    remedy: '请登录；如果还没有人注册，请重新启动程序。',
  },
  'password-weak': {
    title: '这个密码很容易被猜到。',
    remedy: '请使用至少 12 个字符：几个互不相关的词，或由密码管理器生成。',
  },
  'address-taken': { title: '此邮箱地址已有账号。', remedy: '请用它登录，然后再次打开链接。' },
  'no-sender': {
    title: '无法发信：Caravan 没有可用的发信服务器。',
    remedy: '请由主机管理员在“设置”的“本服务器”中填写；在此之前请使用纸质链接。',
  },
  'file-changed': { title: '这不是您查看过的列表。', remedy: '请先重新查看。' },
  'preview-outdated': { title: '您查看之后邮箱已有变化。', remedy: '请先重新查看。' },
  'table-unreadable': { title: '无法读取该文件。', remedy: '请重新另存为 XLSX 或 CSV，不要设密码。' },
  'table-too-large': { title: '列表过大。', remedy: '请拆分成几个文件。' },
  'service-lists-nobody': { title: '该服务不提供邮箱列表。', remedy: '请在该服务中导出列表，再以文件导入。' },
  'address-rule-invalid': { title: '无法识别该规则。', remedy: '请写成 {first}.{last}@new.example 的形式。' },
  'source-in-move': { title: '迁移中已有使用此旧地址的邮箱。', remedy: '请改正地址，或修改那个邮箱。' },
  'target-in-move': { title: '迁移中已有使用此新地址的邮箱。', remedy: '请改正地址，或修改那个邮箱。' },
  'own-domains-missing': { title: '尚未说明哪些域名属于组织。', remedy: '请填写迁移的自有域名，然后重试。' },
  'too-many-at-once': { title: '一次人数过多。', remedy: '请按批次进行。' },
  'address-invalid': { title: '这不是邮箱地址。', remedy: '请改正。' },
  'password-wrong': { title: '这不是您的密码。', remedy: '请输入您登录时使用的密码，注意区分大小写。' },
  'code-wrong': { title: '验证码不正确或已使用。', remedy: '请等待应用显示下一个验证码。手机时间必须准确。' },
  'session-old': { title: '您登录已超过一天。', remedy: '请退出后重新登录，以免他人利用已打开的浏览器进行此操作。' },
  'passkey-unknown': {
    title: 'Caravan 不认识此通行密钥。',
    remedy: '它已在此处移除。请使用密码登录，并在设备上也将其移除。',
  },
  'passkey-unverified': { title: '设备没有验证您的身份。', remedy: '请使用需要指纹、面容或 PIN 的通行密钥。' },
  'request-invalid': { title: '表单中有内容不正确。', remedy: '具体问题见下。' },
  'gate-shut': { title: '执行这一步之前还缺少条件。', remedy: '缺少的内容列在下面；请补齐后再试。' },
  'move-changed': { title: '其他人刚刚修改了此迁移。', remedy: '请查看当前状态，然后再决定。' },
  'unknown-host': { title: '没有这个名称的服务器。', remedy: '请检查服务器名称的拼写。' },
  'connection-refused': { title: '服务器拒绝连接。', remedy: '请检查端口，以及邮件服务器是否在运行。' },
  'host-unreachable': {
    title: '从这里无法到达该服务器。',
    remedy: '请检查服务器名称，以及运行 Caravan 的机器的网络。',
  },
  'connect-timeout': { title: '连接服务器超时。', remedy: '请检查服务器和端口，或换一种加密方式。' },
  'tls-failed': {
    title: '无法与这台服务器建立安全连接。',
    remedy:
      '请在“加密”中换一种方式：端口 993 通常用“直接使用 TLS”，端口 143 用“使用 STARTTLS”。如果是证书的问题，请使用证书中的名称，或更新证书。',
  },
  'starttls-unavailable': {
    title: '服务器在此端口不提供 STARTTLS。',
    remedy: '请在“加密”中选择“直接使用 TLS”，端口 993。“不加密”只用于您自己的网络：密码会以明文传送。',
  },
  'connection-lost': { title: '服务器关闭了连接。', remedy: '请重试；如果仍然如此，请联系服务器管理员。' },
  'response-timeout': { title: '服务器停止响应。', remedy: '请重试；如果仍然如此，请联系服务器管理员。' },
  'protocol-error': { title: '该地址上应答的不是 IMAP 服务器。', remedy: '请对照邮件程序的设置检查服务器和端口。' },
  'lookup-failed': { title: '无法查到这个名称。', remedy: '请一分钟后再试；如果仍然如此，请检查 DNS 服务器。' },
  'host-malformed': {
    title: '服务器名称的写法不正确。',
    remedy: '请写成 imap.example.com 这样的名称，不带端口，也不带 https://。',
  },
  'host-refused': {
    title: '这台服务器位于 Caravan 不允许连接的网络中。',
    remedy:
      '请 Caravan 的管理员用环境变量放行它，然后重新启动服务器，例如：CARAVAN_ALLOW_HOSTS=mail.corp.example ./caravan serve',
  },
  'not-an-address': { title: '这既不是邮箱地址，也不是域名。', remedy: '请写成 anna@example.com 或 example.com。' },
  'domain-invalid': { title: '其中有一项不是域名。', remedy: '请写成 company.example 这样的域名，用逗号分隔。' },
  'too-many-requests': { title: '请求过于频繁。', remedy: '请等一分钟再试。' },
  'administrator-refused': {
    title: '服务器不允许该管理员进入此邮箱。',
    remedy: '可能是管理员的用户名或密码不正确，也可能该服务没有这个地址的邮箱。请用一个确实存在的地址测试。',
  },
  'sign-in-refused': { title: '服务器拒绝了这次登录。', remedy: '请检查用户名和密码；有些服务需要先开启 IMAP。' },
  'consent-refused': {
    title: '邮箱使用者没有授权。',
    remedy: '请重新开始，在那里用该邮箱登录，并同意所询问的全部内容。',
  },
  'consent-lost': {
    title: '授权用时过长，或来自另一个浏览器。',
    remedy: '请重新开始，并一直使用同一个浏览器。',
  },
  'consent-ended': { title: '授权已失效。', remedy: '请邮箱使用者再次授权。' },
  'oauth-secret-missing': {
    title: '该应用还没有密钥。',
    remedy: '请输入服务商为其生成的客户端密钥；服务账号请输入其 JSON 密钥。',
  },
  'oauth-settings': { title: '用此注册信息无法登录。', remedy: '请将每一项与服务商显示的应用信息核对。' },
  'oauth-client-refused': {
    title: '服务商不认可该应用。',
    remedy: '请将客户端 ID、密钥、租户和权限与服务商所显示的核对。',
  },
  'token-refused': {
    title: '用此授权无法打开邮箱。',
    remedy: '须由该邮箱的使用者本人授权，并且该邮箱已开启 IMAP。',
  },
  'token-server-failed': { title: '服务商目前不发放令牌。', remedy: '请几分钟后重试。' },
  'sign-in-later': { title: '服务器目前不允许登录。', remedy: '请 15 分钟后再试。' },
  'sign-in-unsupported': { title: '服务器在这种连接上不接受密码。', remedy: '请换一种加密方式或登录方式。' },
  'passes-running': { title: '该服务的邮箱正在复制。', remedy: '请暂停迁移，并等待它们结束。' },
  'role-may-not': { title: '您的角色不能这样做。', remedy: '请联系组织的所有者。' },
  internal: { title: '服务器遇到意外故障。', remedy: '请重试；如果仍然如此，请告知服务器管理员，详情在日志中。' },
}

export const field: Chinese['field'] = {
  too_short: { plural: { other: '太短：至少 {{count, number}} 个字符。' } },
  too_small: { plural: { other: '太短或太少：至少 {{count, number}}。' } },
  too_big: { plural: { other: '太长或太多：最多 {{count, number}}。' } },
  no_email: '地址由名称、@ 和域名组成：anna@company.example。',
  no_port: '端口是 1 到 65535 之间的数字。',
  invalid_format: '写法不正确。',
  invalid_type: '这里缺少内容。',
  invalid_value: '这里不能选择此项。',
  name: {
    name: '姓名',
    email: '电子邮箱地址',
    password: '密码',
    organisation: '组织',
    host: '服务器',
    port: '端口',
    from: '发件人地址',
    publicUrl: '本服务器的地址',
    reason: '理由',
    masterUser: '管理员用户名',
    user: '用户名',
    address: '地址',
    ownDomains: '域名',
    url: '地址',
    days: '天数',
    to: '地址',
  },
}
