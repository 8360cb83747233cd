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
  serverSaid: '服务器的原话',
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

export const pages: Chinese['pages'] = { overview: '概览', mailboxes: '邮箱', exceptions: '例外', people: '员工' }

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
  'address-taken': { title: '此邮箱地址已有账户。', remedy: '请用它登录，然后再次打开链接。' },
  'no-sender': { title: '无法发信：尚未设置系统发件人。', remedy: '请在主机设置中填写其服务器，或改用纸质链接。' },
  'file-changed': { title: '这不是您查看过的列表。', remedy: '请先重新查看。' },
  'preview-outdated': { title: '您查看之后邮箱已有变化。', remedy: '请先重新查看。' },
  'table-unreadable': { title: '无法读取该文件。', remedy: '请重新另存为 XLSX 或 CSV，不要设密码。' },
  'table-too-large': { title: '列表过大。', remedy: '请拆分成几个文件。' },
  'service-lists-nobody': { title: '该服务不提供邮箱列表。', remedy: '请在那里导出列表，再以文件导入。' },
  'address-rule-invalid': { title: '无法识别该规则。', remedy: '请写成 {first}.{last}@new.example 的形式。' },
  'source-in-move': { title: '迁移中已有使用此旧地址的邮箱。', remedy: '请改正地址，或修改那个邮箱。' },
  'target-in-move': { title: '迁移中已有使用此新地址的邮箱。', remedy: '请改正地址，或修改那个邮箱。' },
  'own-domains-missing': { title: '尚未说明哪些域名属于组织。', remedy: '请填写迁移的自有域名，然后重试。' },
  'too-many-at-once': { title: '一次人数过多。', remedy: '请按批次进行。' },
  'address-invalid': { title: '这不是邮箱地址。', remedy: '请改正。' },
  'request-invalid': { title: '表单中有内容不正确。', remedy: '请查看标出的项目。' },
  'gate-shut': { title: '执行这一步之前还缺少条件。', remedy: '缺少的内容列在下面；请补齐后再试。' },
  'move-changed': { title: '其他人刚刚修改了此迁移。', remedy: '请查看当前状态，然后再决定。' },
  internal: { title: '服务器遇到意外故障。', remedy: '请重试；如果仍然如此，请告知服务器管理员，详情在日志中。' },
}
