import { chinese as base } from '../../sample/chinese.ts'
import type { Voice } from '../../sample/scene.ts'

/** Letters about doors in Chinese. */
export const chinese: Voice = {
  ...base,
  correspondents: [
    ['刘海波', '刘经理', 'liuhaibo@jinmu-door.example', '金木门业有限公司', '佛山'],
    ['赵雪梅', '赵女士', 'zhaoxuemei@lanting-hotel.example', '兰庭酒店', '杭州'],
    ['孙立军', '孙总', 'sunlijun@hongda-build.example', '宏达建筑工程公司', '青岛'],
    ['郭文静', '郭老师', 'guo@yucai-school.example', '育才学校', '成都'],
    ['谢永康', '谢先生', 'xie@xinfeng-hardware.example', '新丰五金厂', '温州'],
    ['唐晓丽', '唐设计师', 'tang@tangshe-design.example', '唐舍设计', '苏州'],
  ].map(([name = '', greeted = '', address = '', firm = '', city = '']) => ({ name, greeted, address, firm, city })),
  products: [
    { name: '橡木室内门', unit: '扇', price: 1_480, quantity: 60 },
    { name: '钢制防盗门', unit: '樘', price: 2_960, quantity: 16 },
    { name: '甲级防火门', unit: '樘', price: 2_150, quantity: 28 },
    { name: '隐藏轨道推拉门', unit: '套', price: 1_890, quantity: 20 },
    { name: '门锁与铰链', unit: '套', price: 168, quantity: 240 },
  ],
  scenes: [
    {
      subject: (f) => `询价：${f.product}`,
      steps: [
        {
          from: 'them',
          body: (f) =>
            `我司（${f.theirFirm}）在${f.city}的项目需要${f.ofProduct}${f.quantity}，含门套、五金和安装，请报价并告知交货期。\n\n墙体厚度在90至140毫米之间，门洞图纸稍后发给您。`,
        },
        {
          from: 'us',
          after: 1,
          attach: 'quotation.pdf',
          body: (f) =>
            `感谢您的询价。报价单${f.number}见附件：数量${f.quantity}，单价${f.price}，合计${f.total}，含运输和安装，有效期至${f.later}。\n\n生产前由我们逐一复测门洞，不另收费。`,
        },
        {
          from: 'them',
          after: 4,
          body: (f) => `样板颜色合适。请问单价是否含密封条？复测能否在${f.soon}之前完成？工地早上七点开门。`,
        },
        { from: 'us', after: 1, body: (f) => `单价已含密封条。我们的师傅会在${f.soon}之前到现场，大约需要三个小时。` },
        { from: 'them', after: 3, body: (f) => `好的，请按报价单${f.number}下单，图纸今天发出。` },
      ],
    },
    {
      subject: (f) => `订单${f.number}门洞尺寸`,
      steps: [
        {
          from: 'us',
          attach: 'measurements.csv',
          body: (f) =>
            `${f.city}现场的门洞已全部测量，尺寸表见附件。其中三处偏差超过8毫米，请在${f.soon}之前修整，否则需要加宽门套线。`,
        },
        {
          from: 'them',
          after: 2,
          attach: 'photo.png',
          body: () => `收到。泥工周四进场，偏差最大的门洞照片见附件。该处地面还要抬高15毫米，请以墙上的标线为准。`,
        },
        { from: 'us', after: 1, body: () => `已按标线更正：门扇减短15毫米，门套不变，周一投产。` },
      ],
    },
    {
      subject: (f) => `发票${f.number}`,
      steps: [
        {
          from: 'us',
          attach: 'invoice.pdf',
          body: (f) => `随信附上发票${f.number}，金额${f.total}（${f.product}，${f.quantity}）。请于${f.later}前付款。`,
        },
        { from: 'them', after: 6, body: (f) => `发票${f.number}的款项今天已经付出，请查收。` },
      ],
    },
    {
      subject: (f) => `发货通知：${f.product}`,
      steps: [
        {
          from: 'us',
          attach: 'packing-list.csv',
          body: (f) => `货已备好，共${f.quantity}，立放九个托盘。车辆可于${f.soon}到达${f.city}，请问现场有叉车吗？`,
        },
        { from: 'them', after: 1, body: () => `下午四点之前有叉车。正门在施工，请走后门。` },
      ],
    },
    {
      subject: (f) => `订单${f.number}门扇划痕`,
      steps: [
        {
          from: 'them',
          attach: 'large-photo.png',
          body: (f) => `这批${f.ofProduct}中有两扇锁侧有划痕，照片见附件，包装是完好的。能否在${f.later}之前更换？`,
        },
        { from: 'us', after: 1, body: (f) => `非常抱歉。两扇新门已在喷漆，${f.soon}之前上门安装，旧门届时再取回。` },
        { from: 'them', after: 6, body: () => `已更换，开合正常，谢谢及时处理。` },
      ],
    },
  ],
  enquiries: [],
}
