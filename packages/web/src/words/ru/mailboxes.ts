import type { Russian } from './forms.ts'

export const mailboxes: Russian['mailboxes'] = {
  search: 'Поиск по именам и адресам',
  clearSearch: 'Очистить поиск',
  clear: 'Сбросить фильтры',
  any: 'Любое значение',
  columns: 'Столбцы',
  export: 'Выгрузить CSV',
  total: {
    plural: {
      one: '{{count, number}} ящик',
      few: '{{count, number}} ящика',
      many: '{{count, number}} ящиков',
      other: '{{count, number}} ящика',
    },
  },
  renew: 'Список изменился — показать текущий',
  keys: 'j / k — выбрать · x — отметить · Enter — открыть · / — поиск',
  mayNot: 'Вы можете только смотреть. Изменения вносят руководители переезда и владельцы организации.',
  gone: 'Исключён из переезда',
  shared: 'общий',
  noWave: 'Вне волн',
  selectAll: 'Отметить всё, что в списке',
  selected: {
    plural: {
      one: 'Отмечен {{count, number}}',
      few: 'Отмечено {{count, number}}',
      many: 'Отмечено {{count, number}}',
      other: 'Отмечено {{count, number}}',
    },
  },
  takeAll: 'Отметить все {{total}}',
  unselect: 'Снять отметки',
  decide: 'Решение',
  toWave: 'В волну',
  startPass: 'Запустить проход',
  pause: 'Приостановить',
  resume: 'Продолжить',
  yes: 'Выполнить',
  no: 'Отмена',
  open: {
    plural: {
      one: '{{count, number}} исключение',
      few: '{{count, number}} исключения',
      many: '{{count, number}} исключений',
      other: '{{count, number}} исключения',
    },
  },
  filter: { decision: 'Решение', state: 'Состояние', wave: 'Волна', kind: 'Тип', service: 'Сервис' },
  decision: {
    undecided: 'Не решено',
    move: 'Переезжает',
    'archive-only': 'Только в архив',
    stay: 'Остаётся в старом сервисе',
    'leave-behind': 'Не переносится',
  },
  state: { undecided: 'не решено', left: 'не копируется' },
  kind: { person: 'Личный', role: 'Общий' },
  side: { source: 'Откуда: {{name}}', target: 'Куда: {{name}}' },
  column: {
    name: 'Ящик',
    state: 'Состояние',
    progress: 'Скопировано',
    messages: 'Писем',
    bytes: 'Объём',
    wave: 'Волна',
    'last-pass': 'Проход',
    decision: 'Решение',
    target: 'Новый адрес',
    owner: 'Ответственный',
    department: 'Отдел',
  },
  views: 'Представления',
  viewsNone:
    'Представление хранит под своим названием поиск, фильтры, порядок и столбцы этого списка — в этом браузере. Чтобы поделиться, отправьте адрес страницы.',
  viewName: 'Название представления',
  viewKeep: 'Сохранить',
  viewForget: 'Удалить представление «{{name}}»',
  role: {
    name: 'Общий адрес',
    role: 'Отметить как общий…',
    person: 'Это личный адрес',
    ask: 'Отметить {{address}} как общий адрес?',
    text: 'Он принадлежит не человеку, а задаче. С первого дня за него кто-то должен отвечать.',
    mark: 'Отметить',
    owner: 'Кто за него отвечает',
  },
  deletions: {
    too: 'Удалить в новом ящике и то, что удалено в старом',
    hint: 'Иначе эти письма останутся в новом ящике.',
    which:
      'Только копии, сделанные Caravan, которые с тех пор никто не читал, не помечал и не перекладывал. Всё, что попало в новый ящик иначе, останется.',
    most: 'Из каждого ящика — не больше десятой части или 20 писем. Если пропало больше, не удаляется ничего, и в отчёте об этом сказано.',
    ever: 'Письма удаляются навсегда, вернуть их оттуда нельзя.',
    yes: 'Начать и удалить',
  },
  ask: {
    role: {
      plural: {
        one: 'Отметить {{count, number}} ящик как общий адрес?',
        few: 'Отметить {{count, number}} ящика как общие адреса?',
        many: 'Отметить {{count, number}} ящиков как общие адреса?',
        other: 'Отметить {{count, number}} ящика как общие адреса?',
      },
    },
    person: {
      plural: {
        one: '{{count, number}} ящик — личный?',
        few: '{{count, number}} ящика — личные?',
        many: '{{count, number}} ящиков — личные?',
        other: '{{count, number}} ящика — личные?',
      },
    },
    verify: {
      plural: {
        one: 'Перечитать {{count, number}} ящик с обеих сторон и сравнить, ничего не меняя?',
        few: 'Перечитать {{count, number}} ящика с обеих сторон и сравнить, ничего не меняя?',
        many: 'Перечитать {{count, number}} ящиков с обеих сторон и сравнить, ничего не меняя?',
        other: 'Перечитать {{count, number}} ящика с обеих сторон и сравнить, ничего не меняя?',
      },
    },
    decide: {
      plural: {
        one: 'Решение «{{decision}}» для {{count, number}} ящика?',
        few: 'Решение «{{decision}}» для {{count, number}} ящиков?',
        many: 'Решение «{{decision}}» для {{count, number}} ящиков?',
        other: 'Решение «{{decision}}» для {{count, number}} ящика?',
      },
    },
    wave: {
      plural: {
        one: 'Включить {{count, number}} ящик в волну «{{wave}}»?',
        few: 'Включить {{count, number}} ящика в волну «{{wave}}»?',
        many: 'Включить {{count, number}} ящиков в волну «{{wave}}»?',
        other: 'Включить {{count, number}} ящика в волну «{{wave}}»?',
      },
    },
    noWave: {
      plural: {
        one: 'Убрать {{count, number}} ящик из волны?',
        few: 'Убрать {{count, number}} ящика из волн?',
        many: 'Убрать {{count, number}} ящиков из волн?',
        other: 'Убрать {{count, number}} ящика из волн?',
      },
    },
    trial: {
      plural: {
        one: 'Запустить пробный проход для {{count, number}} ящика?',
        few: 'Запустить пробный проход для {{count, number}} ящиков?',
        many: 'Запустить пробный проход для {{count, number}} ящиков?',
        other: 'Запустить пробный проход для {{count, number}} ящика?',
      },
    },
    first: {
      plural: {
        one: 'Запустить первый проход для {{count, number}} ящика?',
        few: 'Запустить первый проход для {{count, number}} ящиков?',
        many: 'Запустить первый проход для {{count, number}} ящиков?',
        other: 'Запустить первый проход для {{count, number}} ящика?',
      },
    },
    delta: {
      plural: {
        one: 'Скопировать новое из {{count, number}} ящика?',
        few: 'Скопировать новое из {{count, number}} ящиков?',
        many: 'Скопировать новое из {{count, number}} ящиков?',
        other: 'Скопировать новое из {{count, number}} ящика?',
      },
    },
    final: {
      plural: {
        one: 'Запустить завершающий проход для {{count, number}} ящика?',
        few: 'Запустить завершающий проход для {{count, number}} ящиков?',
        many: 'Запустить завершающий проход для {{count, number}} ящиков?',
        other: 'Запустить завершающий проход для {{count, number}} ящика?',
      },
    },
    pause: {
      plural: {
        one: 'Приостановить {{count, number}} ящик?',
        few: 'Приостановить {{count, number}} ящика?',
        many: 'Приостановить {{count, number}} ящиков?',
        other: 'Приостановить {{count, number}} ящика?',
      },
    },
    resume: {
      plural: {
        one: 'Продолжить копирование {{count, number}} ящика?',
        few: 'Продолжить копирование {{count, number}} ящиков?',
        many: 'Продолжить копирование {{count, number}} ящиков?',
        other: 'Продолжить копирование {{count, number}} ящика?',
      },
    },
  },
  changed: {
    plural: {
      one: 'Изменён {{count, number}} ящик.',
      few: 'Изменено {{count, number}} ящика.',
      many: 'Изменено {{count, number}} ящиков.',
      other: 'Изменено {{count, number}} ящика.',
    },
  },
  passesAsked: {
    plural: {
      one: 'Проходов поставлено в очередь: {{count, number}}. Уже идут: {{open, number}}. Не готовы: {{notReady, number}}.',
      few: 'Проходов поставлено в очередь: {{count, number}}. Уже идут: {{open, number}}. Не готовы: {{notReady, number}}.',
      many: 'Проходов поставлено в очередь: {{count, number}}. Уже идут: {{open, number}}. Не готовы: {{notReady, number}}.',
      other:
        'Проходов поставлено в очередь: {{count, number}}. Уже идут: {{open, number}}. Не готовы: {{notReady, number}}.',
    },
  },
  empty: {
    title: 'Ящиков пока нет',
    text: 'Здесь будут все ящики переезда: куда переезжает каждый, сколько скопировано и что мешает. Их загружают из списка сотрудников — файла CSV или Excel в том виде, в каком его выгружает ваш сервис.',
    example:
      'Например: orlov@alvero.example переезжает в первой волне, sales@alvero.example — общий, и у него есть ответственный.',
  },
  noneFound: {
    title: 'Ничего не найдено',
    text: 'Нет ящика, который подходил бы под все слова и фильтры сразу. Уберите один из них или сбросьте все.',
  },
}

export const why: Russian['why'] = {
  'sign-in-refused': 'пароль не принят',
  'sign-in-expired': 'пароль истёк',
  'sign-in-unsupported': 'вход невозможен',
  'consent-ended': 'согласие не действует',
  'token-refused': 'токен не принят',
  'oauth-client-refused': 'приложение не признано',
  'credential-missing': 'ещё нет пароля',
  'source-shrunken': 'старый ящик уменьшился',
  'target-shrunken': 'новый ящик уменьшился',
  'quota-full': 'новый ящик полон',
  'connection-refused': 'сервер недоступен',
  'connection-lost': 'связь прервалась',
}
