import type { Russian } from './forms.ts'

export const overview: Russian['overview'] = {
  nothingYet: 'В этом переезде пока нет ни одного ящика.',
  nothingYetNext: 'Сначала нужен список сотрудников: тогда станет ясно, что переезжает и сколько это займёт.',
  home: {
    plural: {
      one: 'Переехали {{home, number}} из {{count, number}} ящика',
      few: 'Переехали {{home, number}} из {{count, number}} ящиков',
      many: 'Переехали {{home, number}} из {{count, number}} ящиков',
      other: 'Переехали {{home, number}} из {{count, number}} ящика',
    },
  },
  fullStop: '.',
  verified: '— всё проверено.',
  stuck: {
    plural: {
      one: '{{count, number}} ящик сам дальше не сдвинется.',
      few: '{{count, number}} ящика сами дальше не сдвинутся.',
      many: '{{count, number}} ящиков сами дальше не сдвинутся.',
      other: '{{count, number}} ящика сами дальше не сдвинутся.',
    },
  },
  copying: {
    plural: {
      one: 'Сейчас копируется {{count, number}}.',
      few: 'Сейчас копируются {{count, number}}.',
      many: 'Сейчас копируются {{count, number}}.',
      other: 'Сейчас копируются {{count, number}}.',
    },
  },
  undecided: {
    plural: {
      one: 'Судьба {{count, number}} ящика ещё не решена.',
      few: 'Судьба {{count, number}} ящиков ещё не решена.',
      many: 'Судьба {{count, number}} ящиков ещё не решена.',
      other: 'Судьба {{count, number}} ящика ещё не решена.',
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
  stuckSince: 'стоит с {{when}}',
  waitsFor: 'этап «{{stage}}»',
  yourTurn: 'ваш ход',
  amiss: '{{amiss, number}} из {{of, number}}',
  look: 'Посмотреть',
  progress: 'Ход переезда',
  mailboxes: 'Ящики',
  state: {
    home: 'дома, проверен',
    copying: 'копируется',
    queued: 'ждёт очереди',
    paused: 'приостановлен',
    exceptions: 'дома, с исключениями',
    failed: 'не завершён',
    stuck: 'стоит',
    'not-begun': 'не начат',
  },
  next: 'Ближайшие даты',
  nextNone: 'Впереди дат нет: план отсчитывается от дня переключения, а он не назначен.',
  nextPast: 'Дат по плану впереди нет.',
  begins: 'Начало этапа «{{stage}}»',
  ends: 'Конец этапа «{{stage}}»',
  events: 'Только что',
  eventsNone: 'Пока ничего не произошло. События появятся здесь сами.',
  live: 'обновляется само',
  polling: 'Прямая связь прервана; страница обновляется каждые {{seconds, number}} с.',
  begin: {
    title: 'Переезд запланирован. Начните с осмотра того, что есть.',
    text: 'Оценка ничего не меняет в старой службе: она считает ящики, папки и письма.',
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
    text: 'В старом или новом ящике изменилось так много, что копирование спрашивает, прежде чем продолжить.',
  },
  'pass-fails': {
    title: '{{address}}: копирование не удаётся',
    text: 'Попытка закончилась неудачей. Скопированное на месте; следующая попытка продолжит оттуда.',
  },
  differs: {
    title: '{{address}}: письмо отличается от исходного',
    text: 'При проверке в новой службе нашлось расхождение со старой.',
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
  'move.resumed': 'Переезд продолжается',
  'move.stage-opened': 'Начался этап «{{stage}}»',
  'move.stage-left': 'Завершён этап «{{stage}}»',
  'move.stage-reopened': 'Этап «{{stage}}» открыт снова',
  'move.check-overridden': 'Проверка этапа «{{stage}}» пропущена под ответственность',
  'move.override-withdrawn': 'Проверка этапа «{{stage}}» снова действует',
  'mailboxes.changed': {
    plural: {
      one: 'Изменён {{count, number}} ящик',
      few: 'Изменены {{count, number}} ящика',
      many: 'Изменено {{count, number}} ящиков',
      other: 'Изменено {{count, number}} ящика',
    },
  },
  'mailbox.paused': 'Ящик приостановлен',
  'mailbox.resumed': 'Приостановленный ящик продолжает',
  'mailbox.stuck': '{{address}} стоит',
  'mailbox.unstuck': '{{address}} больше не стоит',
  'wave.started': 'Началась волна',
  'wave.paused': 'Волна приостановлена',
  'wave.resumed': 'Приостановленная волна продолжается',
  'pass.requested': 'Запрошено копирование',
  'pass.started': 'Началось копирование ящика',
  'pass.green': 'Ящик скопирован, все письма учтены',
  'pass.exceptions': 'Ящик скопирован, есть исключения',
  'pass.failed': 'Копирование ящика закончилось неудачно',
  'pass.cancelled': 'Копирование ящика отменено',
  'pass.handed-back': 'Копирование ящика прервалось и продолжится у другого исполнителя',
  'passes.requested': 'Запрошены копирования',
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
  'employee.refused': 'Старая служба не приняла пароль сотрудника',
  'employee.steps': 'Сотрудник отметил шаг',
  'employee.written-to': 'Отправлено приглашение',
  'employee.reminded': 'Отправлено напоминание',
  'employee.letter-failed': 'Письмо сотруднику не удалось отправить',
  'employee.invitation-revoked': 'Приглашение отозвано',
  'addresses.decided': {
    plural: {
      one: 'Решено по {{count, number}} адресу',
      few: 'Решено по {{count, number}} адресам',
      many: 'Решено по {{count, number}} адресам',
      other: 'Решено по {{count, number}} адреса',
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
