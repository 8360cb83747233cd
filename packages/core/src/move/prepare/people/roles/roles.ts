/** What a role address is for. */
export type RoleKey = keyof typeof ROLES

/**
 * Local parts of role addresses by what they are for: English (RFC 2142 among them), Russian and Persian as they are
 * transliterated and in their own script, Chinese as pinyin and in characters; separators left out. `?` marks words that
 * are also names of people or everyday words: alone they count as likely only.
 */
export const ROLES = {
  info: `info information infos inquiry inquiries enquiry enquiries general hello contactinfo inf инфо информация
    ettelaat etelaat اطلاعات اینفو xinxi zixun 信息 咨询`,
  contact: `contact contacts contactus feedback reachus kontakt kontakty контакт контакты связь obratnayasvyaz svyaz
    tamas ertebat تماس ارتباط lianxi lianxiwomen 联系 联系我们`,
  sales: `sales sale selling salesteam vertrieb ventas prodazhi prodaja prodaji otdelprodazh op? продажи отделпродаж
    сбыт sbyt foroosh forush forosh فروش xiaoshou yewu 销售 业务`,
  orders: `order orders zakaz zakazy заказ заказы sefaresh sefareshat سفارش سفارشات dingdan 订单`,
  support: `support help helpdesk helpline service customerservice customercare care servicedesk client clients
    podderzhka podderjka techsupport tp? поддержка техподдержка клиенты servis сервис poshtibani poshtiban khadamat
    پشتیبانی خدمات kefu zhichi fuwu shouhou 客服 支持 服务 售后`,
  billing: `billing invoice invoices invoicing payment payments accountsreceivable accountspayable ap? ar? scheta
    счета оплата oplata faktura fakturi pardakht پرداخت فاکتور zhangdan fapiao 账单 发票`,
  accounting: `accounting accounts accountant accountancy bookkeeping buh buhg buhgalter buhgalteria buhgalteriya
    bukhgalteria bukhgalteriya bux buch glavbuh glbuh бух бухгалтерия бухгалтер главбух hesabdari حسابداری kuaiji 会计`,
  finance: `finance financial treasury fin finansy finans fd? финансы финотдел mali? امورمالی مالی maali omoormali
    caiwu 财务`,
  hr: `hr humanresources people personnel staff kadry kadri otdelkadrov ok? кадры отделкадров персонал personal
    manabeensani کارگزینی منابعانسانی kargozini renshi renli renliziyuan 人事 人力资源`,
  jobs: `job jobs career careers recruiting recruitment recruiter talent cv resume rabota vakansii вакансии работа резюме
    карьера estekhdam استخدام zhaopin jianli 招聘 简历`,
  office: `office reception frontdesk secretary secretariat secretaryoffice ofis офис priemnaya priemnaja приемная
    приёмная sekretar секретарь канцелярия kancelyariya daftar daftari دفتر دبیرخانه dabirkhane bangong bangongshi
    qiantai mishu xingzheng 办公室 前台 秘书 行政`,
  admin: `admin administrator administration adm админ администратор администрация administraciya modiriat مدیریت
    guanli guanliyuan 管理 管理员`,
  it: `it? ithelp itsupport sysadmin systemadmin sysop helpdeskit it-support sistemnik сисадмин системныйадминистратор
    fanavari فناوری jishu xinxibu 技术 信息部`,
  management: `management director directors ceo cfo cto coo president board direktor direkciya дирекция директор
    руководство rukovodstvo gendir генеральныйдиректор modir modiramel مدیر مدیرعامل zongjingli jingli zongcai 总经理 经理`,
  legal: `legal law lawyer compliance contracts yurist jurist юрист юристы юротдел yurotdel договор dogovor hoghoughi
    حقوقی fawu falv 法务 法律`,
  privacy: `privacy dpo gdpr dataprotection dataprivacy персональныеданные pdn yinsi 隐私`,
  purchasing: `purchasing purchase purchases procurement buyer buyers supply snab snabzhenie zakupki zakup tender tenders
    закупки снабжение тендер kharid tadarokat خرید تدارکات caigou 采购`,
  logistics: `logistics shipping delivery dispatch transport customs logistika dostavka tamozhnya логистика доставка
    haml حملونقل لجستیک wuliu fahuo yunshu 物流 发货`,
  warehouse: `warehouse stock sklad склад anbar انبار cangku 仓库`,
  production: `production factory plant quality qa? proizvodstvo производство otk отк tolid تولید shengchan zhiliang 生产
    质量`,
  engineering: `engineering development dev design rnd research tehotdel техотдел разработка konstruktor tose توسعه yanfa
    kaifa sheji 研发 设计`,
  marketing: `marketing promo promotion promotions advertising ads campaign campaigns reklama marketolog реклама маркетинг
    bazaryabi tablighat بازاریابی تبلیغات shichang shichangbu guanggao 市场 广告`,
  press: `press media pr? publicrelations communications smi пресса прессслужба pressa سی ravabet ravabetomoomi
    روابطعمومی رسانه meiti gongguan 媒体 公关`,
  news: `news newsletter newsletters subscribe subscription mailing digest rassylka novosti новости рассылка khabar
    khabarname اخبار خبرنامه xinwen dingyue 新闻 订阅`,
  partners: `partner partners partnership partnerships affiliate affiliates dealer dealers reseller resellers wholesale
    partnery партнеры партнёры дилеры опт opt? hamkari همکاری hezuo daili 合作 代理`,
  export: `export exports import? international overseas foreign ved? вэд экспорт saderat صادرات waimao chukou 外贸 出口`,
  events: `event events webinar webinars training academy school courses meropriyatiya обучение мероприятия amoozesh آموزش
    huodong peixun 活动 培训`,
  complaints: `complaint complaints claims claim warranty returns refunds pretenzii жалобы претензии возврат shekayat شکایت
    شکایات tousu 投诉`,
  security: `security csirt cert? soc? bezopasnost безопасность herasat amniat امنیت حراست anquan 安全`,
  abuse: `abuse spam злоупотребления lanyong`,
  postmaster: `postmaster mailmaster почтмейстер`,
  hostmaster: `hostmaster dnsadmin`,
  webmaster: `webmaster web website www site sajt вебмастер сайт saytgardan وبمستر wangzhan 网站`,
  noc: `noc operations trouble`,
  system: `mailerdaemon root daemon noreply donotreply noanswer nobody bounce bounces mailer ftp usenet uucp
    неотвечать server robot bot notification notifications notify alert alerts monitoring monitor backup cron
    log logs nagios zabbix system sys tongzhi xitong 通知 系统`,
  scanner: `scanner scan printer print copier mfp fax scaner skaner сканер принтер факс fax`,
  rooms: `meetingroom conferenceroom boardroom room? peregovornaya peregovorka переговорная huiyishi 会议室`,
  everyone: `all everyone everybody allstaff team teams company vse все сотрудники employees hame همه quanti 全体 所有人`,
  shop: `shop eshop onlineshop store webshop magazin магазин интернетмагазин foroshgah فروشگاه shangcheng shangdian 商城`,
  booking: `booking bookings reservation reservations reserve bron bronirovanie бронирование rezerv رزرو yuding 预订`,
} as const
