import { grouped, type Voice } from './scene.ts'

export const chinese: Voice = {
  language: 'zh',
  zone: 480,
  direction: 'ltr',
  reply: 'Re: ',
  currency: '元',
  number: (value, decimals = 0) => grouped(value, decimals, ',', '.'),
  date: (date) => `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`,
  greeting: (name) => `${name}：\n您好！`,
  closing: '此致\n敬礼',
  correspondents: [
    {
      name: '林晓燕',
      greeted: '林经理',
      address: 'linxiaoyan@huarui-tiles.example',
      firm: '华瑞陶瓷有限公司',
      city: '佛山',
    },
    { name: '周建国', greeted: '周总', address: 'zhou@donghai-wood.example', firm: '东海木业有限公司', city: '上海' },
    { name: '吴敏', greeted: '吴女士', address: 'wumin@yongtai-hardware.example', firm: '永泰五金厂', city: '宁波' },
    {
      name: '何志强',
      greeted: '何先生',
      address: 'he.zhiqiang@linggang-freight.example',
      firm: '临港货运代理公司',
      city: '上海',
    },
  ],
  products: [
    { name: '橡木地板（20毫米，拉丝）', unit: '平方米', price: 268, quantity: 600 },
    { name: '釉面陶土砖（15×15厘米）', unit: '平方米', price: 145, quantity: 480 },
    { name: '黄铜门把手（哑光）', unit: '套', price: 86, quantity: 1000 },
    { name: '羊毛地毯（80×300厘米）', unit: '条', price: 720, quantity: 80 },
  ],
  scenes: [
    {
      subject: (f) => `询价：${f.product}`,
      steps: [
        {
          from: 'them',
          body: (f) =>
            `我司（${f.theirFirm}）近期计划采购${f.ofProduct}，数量${f.quantity}，交货地点为${f.city}。请报含运费的单价，并告知交货周期。\n\n如采购量加大可以优惠，也请一并说明。`,
        },
        {
          from: 'us',
          after: 1,
          attach: 'quotation.pdf',
          body: (f) =>
            `感谢贵司询价。报价单${f.number}见附件：数量${f.quantity}，单价${f.price}，合计${f.total}，运至${f.city}。报价有效期至${f.later}。\n\n目前约有一半现货，其余五周内交付。数量翻倍可优惠百分之四。`,
        },
        {
          from: 'them',
          after: 4,
          body: (f) => `价格可以接受。下单之前，请先寄一件样品供设计师核对颜色，最好在${f.soon}之前收到。`,
        },
        {
          from: 'us',
          after: 1,
          body: (f) => `样品今天下午已用快递寄出，${f.soon}之前可以送达，样品免费。\n\n现货已为贵司保留到月底。`,
        },
      ],
    },
    {
      subject: (f) => `订单${f.number}发货通知`,
      steps: [
        {
          from: 'us',
          attach: 'packing-list.csv',
          body: (f) =>
            `订单${f.number}（${f.product}，${f.quantity}）今日已装柜，预计${f.later}到港，装箱单见附件。\n\n请告知贵司报关行的名称和联系人，以便我们直接寄送正本单据。`,
        },
        {
          from: 'them',
          after: 2,
          body: (f) =>
            `单据副本已收到，谢谢。报关由顺达报关行办理，联系人是郑先生。请司机提前一小时致电${f.city}仓库，以便安排卸货。`,
        },
        {
          from: 'us',
          after: 1,
          body: () => `仓库电话已转告承运人，司机会提前一小时联系。正本单据今天寄出，单号稍后奉告。`,
        },
      ],
    },
    {
      subject: (f) => `发票${f.number}`,
      steps: [
        {
          from: 'us',
          attach: 'invoice.pdf',
          body: (f) =>
            `随信附上发票${f.number}，金额${f.total}，货物为${f.product}，数量${f.quantity}。请于${f.later}前付款。`,
        },
        {
          from: 'them',
          after: 6,
          body: (f) => `财务反映发票${f.number}上的公司税号与合同不一致，请核对后重新开具。付款不会因此耽误。`,
        },
        {
          from: 'us',
          after: 2,
          body: () => `经核对，税号确有一位录入有误，非常抱歉。更正后的发票今天已经寄出，请查收。`,
        },
      ],
    },
    {
      subject: (f) => `订单${f.number}货物受潮`,
      steps: [
        {
          from: 'them',
          attach: 'photo.png',
          body: (f) =>
            `今天开箱验货时发现有一个托盘受潮，底层的${f.ofProduct}有水渍，无法销售。照片见附件，司机已在运单上注明。请告知处理办法。`,
        },
        {
          from: 'us',
          after: 1,
          body: (f) =>
            `出现这种情况我们深表歉意。请暂时保留该托盘，保险公司的检验员将在${f.soon}之前到场。补货安排在周五发出，差额另开贷项通知单。`,
        },
        { from: 'them', after: 5, body: () => `补货已收到，数量无误，质量完好。感谢贵司及时处理，此事可以结案。` },
      ],
    },
  ],
  enquiries: [
    [
      '索取产品目录',
      '您好！\n\n我们是一家室内设计公司，想了解贵司的地板和瓷砖产品，请寄一份目录和批发价格表。\n\n苏州新桥设计\n沈佳',
    ],
    ['参观仓库', '您好！\n\n下周三我们有三位同事到贵市出差，能否参观贵司的仓库？\n\n谢谢！\n马俊'],
    ['关于付款方式', '您好！\n\n请问首次合作是否可以采用信用证付款？盼复。\n\n广州海悦贸易\n黄丽'],
  ],
}
