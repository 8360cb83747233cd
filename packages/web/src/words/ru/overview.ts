import type { Russian } from './forms.ts'

export const overview: Russian['overview'] = {
  nothingYet: 'В этом переезде пока нет ни одного ящика.',
  nothingYetNext: 'Сначала нужен список сотрудников: тогда станет ясно, что переезжает и сколько это займёт.',
  home: {
    plural: {
      one: 'Переехало ящиков: {{home, number}} из {{count, number}}',
      few: 'Переехало ящиков: {{home, number}} из {{count, number}}',
      many: 'Переехало ящиков: {{home, number}} из {{count, number}}',
      other: 'Переехало ящиков: {{home, number}} из {{count, number}}',
    },
  },
  fullStop: '.',
  verified: '— всё проверено.',
  stuck: {
    plural: {
      one: 'Застрял {{count, number}} ящик. Сам он дальше не сдвинется.',
      few: 'Застряло ящиков: {{count, number}}. Сами они дальше не сдвинутся.',
      many: 'Застряло ящиков: {{count, number}}. Сами они дальше не сдвинутся.',
      other: 'Застряло ящиков: {{count, number}}. Сами они дальше не сдвинутся.',
    },
  },
  renewing: {
    plural: {
      one: 'Ящиков, в которых снова ищется новое: {{count, number}}.',
      few: 'Ящиков, в которых снова ищется новое: {{count, number}}.',
      many: 'Ящиков, в которых снова ищется новое: {{count, number}}.',
      other: 'Ящиков, в которых снова ищется новое: {{count, number}}.',
    },
  },
  copying: {
    plural: {
      one: 'Копируется сейчас: {{count, number}}.',
      few: 'Копируется сейчас: {{count, number}}.',
      many: 'Копируется сейчас: {{count, number}}.',
      other: 'Копируется сейчас: {{count, number}}.',
    },
  },
  undecided: {
    plural: {
      one: 'Ящиков без решения: {{count, number}}.',
      few: 'Ящиков без решения: {{count, number}}.',
      many: 'Ящиков без решения: {{count, number}}.',
      other: 'Ящиков без решения: {{count, number}}.',
    },
  },
  endToday: 'При такой скорости начатое закончится сегодня около {{when}}.',
  endLater: 'При такой скорости начатое закончится примерно {{when}}.',
  allWell: 'Всё идёт без задержек.',
  paused: 'Переезд приостановлен.',
  needs: 'Требует внимания',
  needsNothing: 'Сейчас от вас ничего не требуется.',
  more: {
    plural: {
      one: 'Ещё {{count, number}}',
      few: 'Ещё {{count, number}}',
      many: 'Ещё {{count, number}}',
      other: 'Ещё {{count, number}}',
    },
  },
  fewer: 'Свернуть',
  stuckSince: 'без движения с {{when}}',
  waitsFor: 'этап «{{stage}}»',
  yourTurn: 'ваш ход',
  amiss: '{{amiss, number}} из {{of, number}}',
  look: 'Посмотреть',
  progress: 'Ход переезда',
  mailboxes: 'Ящики',
  state: {
    home: 'переехал, проверен',
    copying: 'копируется',
    queued: 'ждёт очереди',
    paused: 'приостановлен',
    exceptions: 'переехал, есть исключения',
    failed: 'не завершён',
    stuck: 'застрял',
    'not-begun': 'не начат',
  },
  next: 'Ближайшие даты',
  nextNone: 'Впереди дат нет: план отсчитывается от дня переключения, а он не назначен.',
  nextPast: 'Дат по плану впереди нет.',
  begins: 'Начало этапа «{{stage}}»',
  ends: 'Конец этапа «{{stage}}»',
  events: 'Последние события',
  eventsNone: 'Пока ничего не произошло. События появятся здесь сами.',
  live: 'в реальном времени',
  polling: 'Связь в реальном времени прервалась; страница обновляется каждые {{seconds, number}} с.',
  begin: {
    title: 'Переезд запланирован. Начните с оценки того, что есть.',
    text: 'Оценка ничего не меняет в старом сервисе: она только считает ящики, папки и письма.',
    button: 'Начать оценку',
  },
  mayLeave: {
    title: 'Этап «{{stage}}» выполнен',
    text: 'Всё, что Caravan проверяет перед следующим этапом, в порядке.',
    button: 'Завершить этап',
  },
}

export const cause: Russian['cause'] = {
  undecided: {
    title: '{{address}}: нужно ваше решение',
    text: 'В старом или новом ящике изменилось так много, что нужно ваше подтверждение, чтобы продолжить копирование.',
  },
  'pass-fails': {
    title: '{{address}}: копирование не удаётся',
    text: 'Попытка закончилась неудачей. Скопированное остаётся на месте; следующая попытка продолжит оттуда же.',
  },
  differs: {
    title: '{{address}}: письмо отличается от исходного',
    text: 'При проверке в новом сервисе нашлось расхождение со старым.',
  },
  'handed-back': {
    title: '{{address}}: копирование обрывается',
    text: 'Его начинали несколько раз, и каждый раз оно прерывалось.',
  },
  'no-progress': {
    title: '{{address}}: копирование застыло',
    text: 'Копирование идёт, но уже долго ничего не меняется.',
  },
  'no-worker': {
    title: '{{address}}: копировать некому',
    text: 'Не запущен ни один исполнитель. Запустите его или сервер с параметром --passes.',
  },
  'not-started': {
    title: '{{address}}: слишком долго в очереди',
    text: 'Исполнители есть, но заняты другими ящиками.',
  },
}

export const event: Russian['event'] = {
  'move.made': 'Переезд запланирован',
  'move.changed': 'План изменён',
  'move.paused': 'Переезд приостановлен',
  'move.resumed': 'Переезд возобновлён',
  'move.stage-opened': 'Начался этап «{{stage}}»',
  'move.stage-left': 'Завершён этап «{{stage}}»',
  'move.stage-reopened': 'Этап «{{stage}}» открыт снова',
  'move.check-overridden': 'Проверка этапа «{{stage}}» пропущена с указанием причины',
  'move.approved': 'Записано, кто согласовал переезд',
  'move.override-withdrawn': 'Проверка этапа «{{stage}}» снова действует',
  'mailboxes.changed': {
    plural: {
      one: 'Изменён {{count, number}} ящик',
      few: 'Изменены {{count, number}} ящика',
      many: 'Изменено {{count, number}} ящиков',
      other: 'Изменено {{count, number}} ящика',
    },
  },
  'mailbox.file-received': 'Передан файл с письмами',
  'mailbox.file-read': 'Файл с письмами прочитан',
  'mailbox.file-refused': 'Файл с письмами не удаётся прочитать',
  'mailbox.file-removed': 'Файл с письмами удалён',
  'mailbox.paused': 'Копирование ящика приостановлено',
  'mailbox.resumed': 'Копирование ящика возобновлено',
  'mailbox.stuck': '{{address}}: ящик застрял',
  'mailbox.unstuck': '{{address}}: ящик снова копируется',
  'wave.started': 'Началась волна',
  'wave.paused': 'Волна приостановлена',
  'wave.resumed': 'Волна возобновлена',
  reading: {
    done: 'Ящик прочитан: что в нём лежит и кому писали',
    failed: 'Ящик не удалось дочитать до конца',
    'passes.requested': 'Ящики поставлены в очередь на чтение',
    'pass.started': 'Ящик читается',
  },
  trial: {
    done: 'Пробный проход по нескольким папкам ящика удался',
    failed: 'Пробный проход по нескольким папкам ящика не удался',
    'pass.started': 'Начался пробный проход по нескольким папкам ящика',
  },
  verify: {
    done: 'Ящик перечитан с обеих сторон: всё на месте',
    mismatch: 'Ящик перечитан с обеих сторон: чего-то не хватает или есть отличия',
    'pass.started': 'Ящик перечитывается с обеих сторон',
  },
  reverse: {
    done: 'Обратный путь испытан: ящик скопирован в старый сервис',
    failed: 'Испытание обратного пути не удалось',
    'pass.started': 'Испытывается обратный путь одного ящика',
  },
  'pass.requested': 'Проход поставлен в очередь',
  'pass.started': 'Началось копирование ящика',
  'pass.green': 'Ящик скопирован, все письма учтены',
  'pass.exceptions': 'Ящик скопирован, есть исключения',
  'pass.failed': 'Копирование ящика закончилось неудачно',
  'pass.cancelled': 'Копирование ящика отменено',
  'pass.handed-back': 'Копирование ящика прервалось и продолжится у другого исполнителя',
  'passes.requested': 'Проходы поставлены в очередь',
  'employees.invited': {
    plural: {
      one: 'Приглашён {{count, number}} сотрудник',
      few: 'Приглашены {{count, number}} сотрудника',
      many: 'Приглашено {{count, number}} сотрудников',
      other: 'Приглашено {{count, number}} сотрудника',
    },
  },
  'employee.opened': 'Сотрудник открыл свою страницу',
  'employee.gave-access': 'Сотрудник дал доступ к старому ящику',
  'employee.refused': 'Старый сервис не принял пароль сотрудника',
  'employee.steps': 'Сотрудник отметил шаг',
  'employee.written-to': 'Отправлено приглашение',
  'employee.reminded': 'Отправлено напоминание',
  'employee.letter-failed': 'Письмо сотруднику не удалось отправить',
  'employee.invitation-revoked': 'Приглашение отозвано',
  'employee.welcome-laid': 'В новый ящик положено приветственное письмо',
  'employee.welcome-opened': 'Сотрудник открыл новый ящик',
  'employee.welcome-gone': 'Приветственного письма больше нет во входящих',
  'employee.welcome-failed': 'Приветственное письмо не удалось положить или проверить',
  'welcome.set': 'Настройки приветственного письма изменены',
  'addresses.decided': {
    plural: {
      one: 'Принято решений по адресам: {{count, number}}',
      few: 'Принято решений по адресам: {{count, number}}',
      many: 'Принято решений по адресам: {{count, number}}',
      other: 'Принято решений по адресам: {{count, number}}',
    },
  },
  'exceptions.accepted': {
    plural: {
      one: 'Принято {{count, number}} исключение',
      few: 'Приняты {{count, number}} исключения',
      many: 'Принято {{count, number}} исключений',
      other: 'Принято {{count, number}} исключения',
    },
  },
  'exceptions.withdrawn': {
    plural: {
      one: 'Отозвано принятие {{count, number}} исключения',
      few: 'Отозвано принятие {{count, number}} исключений',
      many: 'Отозвано принятие {{count, number}} исключений',
      other: 'Отозвано принятие {{count, number}} исключения',
    },
  },
  'credentials.erased': {
    plural: {
      one: 'Удалён {{count, number}} пароль',
      few: 'Удалены {{count, number}} пароля',
      many: 'Удалено {{count, number}} паролей',
      other: 'Удалено {{count, number}} пароля',
    },
  },
}
