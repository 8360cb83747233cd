import type { Russian } from './forms.ts'

export const people: Russian['people'] = {
  mayNot: 'Вы можете смотреть эту страницу. Изменяют её владельцы и руководители организации.',
  empty: {
    title: 'В переезде пока никого нет',
    text: 'Когда ящики будут в списке, отсюда приглашают сотрудников: каждый получает свою ссылку и с телефона за три минуты даёт доступ к старому ящику. Пароли никому пересылать не нужно.',
    example: 'Например: список пользователей, выгруженный из старой службы в CSV или XLSX.',
    button: 'Добавить сотрудников',
  },
  nobodyNeeded: 'Спрашивать никого не нужно: ящики этого переезда открываются без участия сотрудников.',
  given: {
    plural: {
      one: 'Доступ дали {{given, number}} из {{count, number}} сотрудника.',
      few: 'Доступ дали {{given, number}} из {{count, number}} сотрудников.',
      many: 'Доступ дали {{given, number}} из {{count, number}} сотрудников.',
      other: 'Доступ дали {{given, number}} из {{count, number}} сотрудника.',
    },
  },
  refused: {
    plural: {
      one: '{{count, number}} из них старая служба не впустила.',
      few: '{{count, number}} из них старая служба не впустила.',
      many: '{{count, number}} из них старая служба не впустила.',
      other: '{{count, number}} из них старая служба не впустила.',
    },
  },
  unanswered: {
    plural: {
      one: '{{count, number}} ещё не ответил.',
      few: '{{count, number}} ещё не ответили.',
      many: '{{count, number}} ещё не ответили.',
      other: '{{count, number}} ещё не ответили.',
    },
  },
  uninvited: {
    plural: {
      one: '{{count, number}} ещё не приглашён.',
      few: '{{count, number}} ещё не приглашены.',
      many: '{{count, number}} ещё не приглашены.',
      other: '{{count, number}} ещё не приглашены.',
    },
  },
  expired: {
    plural: {
      one: 'Истекла {{count, number}} ссылка.',
      few: 'Истекли {{count, number}} ссылки.',
      many: 'Истекло {{count, number}} ссылок.',
      other: 'Истекло {{count, number}} ссылки.',
    },
  },
  lettersWait: {
    plural: {
      one: '{{count, number}} письмо отправляется.',
      few: '{{count, number}} письма отправляются.',
      many: '{{count, number}} писем отправляются.',
      other: '{{count, number}} письма отправляются.',
    },
  },
  lettersFailed: {
    plural: {
      one: '{{count, number}} письмо отправить не удалось.',
      few: '{{count, number}} письма отправить не удалось.',
      many: '{{count, number}} писем отправить не удалось.',
      other: '{{count, number}} письма отправить не удалось.',
    },
  },
  all: 'Ответили все.',
  step: {
    signedIn: {
      plural: {
        one: '{{count, number}} вошёл в новую почту',
        few: '{{count, number}} вошли в новую почту',
        many: '{{count, number}} вошли в новую почту',
        other: '{{count, number}} вошли в новую почту',
      },
    },
    passwordChanged: {
      plural: {
        one: '{{count, number}} сменил пароль',
        few: '{{count, number}} сменили пароль',
        many: '{{count, number}} сменили пароль',
        other: '{{count, number}} сменили пароль',
      },
    },
    secondFactor: {
      plural: {
        one: '{{count, number}} включил второй фактор',
        few: '{{count, number}} включили второй фактор',
        many: '{{count, number}} включили второй фактор',
        other: '{{count, number}} включили второй фактор',
      },
    },
    oldAccountRemoved: {
      plural: {
        one: '{{count, number}} удалил старую учётную запись',
        few: '{{count, number}} удалили старую учётную запись',
        many: '{{count, number}} удалили старую учётную запись',
        other: '{{count, number}} удалили старую учётную запись',
      },
    },
  },
  inviteAll: {
    plural: {
      one: 'Пригласить {{count, number}} сотрудника',
      few: 'Пригласить {{count, number}} сотрудников',
      many: 'Пригласить {{count, number}} сотрудников',
      other: 'Пригласить {{count, number}} сотрудника',
    },
  },
  remindAll: {
    plural: {
      one: 'Напомнить {{count, number}} сотруднику',
      few: 'Напомнить {{count, number}} сотрудникам',
      many: 'Напомнить {{count, number}} сотрудникам',
      other: 'Напомнить {{count, number}} сотрудника',
    },
  },
  rule: 'Правило напоминаний',
  add: 'Добавить сотрудников',
  search: 'Адрес начинается с …',
  filter: 'Показать',
  everybody: 'Все',
  noneSo: 'Таких нет. Выберите другой фильтр.',
  choose: 'Выбрать все',
  chosen: {
    plural: {
      one: 'Выбран {{count, number}}',
      few: 'Выбрано {{count, number}}',
      many: 'Выбрано {{count, number}}',
      other: 'Выбрано {{count, number}}',
    },
  },
  tick: 'Выбрать: {{name}}',
  menu: 'Действия: {{name}}',
  invite: 'Пригласить письмом',
  inviteAnew: 'Отправить новое письмо',
  inviteBeyond: 'Пригласить весь список',
  links: 'Ссылки для печати',
  link: 'Ссылка для печати',
  remind: 'Напомнить',
  revoke: 'Отозвать ссылку',
  cancel: 'Отмена',
  fine: 'Готово',
  state: {
    'not-needed': 'не требуется',
    'not-invited': 'без приглашения',
    invited: 'приглашение отправлено',
    opened: 'страница открыта',
    refused: 'отказано',
    given: 'доступ есть',
    expired: 'ссылка истекла',
  },
  told: {
    given: 'с {{when}}, проверено',
    messages: {
      plural: {
        one: '{{count, number}} письмо',
        few: '{{count, number}} письма',
        many: '{{count, number}} писем',
        other: '{{count, number}} письма',
      },
    },
    folders: {
      plural: {
        one: '{{count, number}} папка',
        few: '{{count, number}} папки',
        many: '{{count, number}} папок',
        other: '{{count, number}} папки',
      },
    },
    refused: 'отказ {{when}}',
    signedIn: 'вход в новую почту {{when}}',
    waits: 'письмо вот-вот уйдёт',
    letter: 'письмо на {{to}}, {{when}}',
    link: 'ссылка на бумаге, {{when}}',
    opened: 'страница открыта {{when}}',
    reminded: {
      plural: {
        one: '{{count, number}} напоминание, {{when}}',
        few: '{{count, number}} напоминания, последнее {{when}}',
        many: '{{count, number}} напоминаний, последнее {{when}}',
        other: '{{count, number}} напоминания, последнее {{when}}',
      },
    },
    until: 'ссылка действует до {{when}}',
  },
  why: {
    'password-wrong': 'Неверный пароль',
    'password-or-imap': 'Неверный пароль или выключен IMAP',
    'app-password-needed': 'Нужен пароль приложения',
    'imap-off': 'В ящике выключен IMAP',
    'web-sign-in-needed': 'Служба требует сначала войти в браузере',
    'password-not-taken': 'Служба не принимает пароли от программ',
    'too-many-connections': 'К ящику подключено слишком много программ',
    'service-busy': 'Служба сейчас никого не впускает',
    'service-silent': 'Служба не отвечает',
    'service-unsafe': 'Нет защищённого соединения со службой',
    'service-fails': 'Служба не показывает ящик',
    'sender-sign-in-refused': 'Письмо не ушло: вход отправителя отклонён',
    'sender-tls-failed': 'Письмо не ушло: нет защищённого соединения с сервером отправителя',
    'recipient-refused': 'Письмо не ушло: сервер не принимает адрес',
    'sender-address-refused': 'Письмо не ушло: сервер не принимает отправителя',
    'sender-unreachable': 'Письмо не ушло: сервер недоступен',
    'letter-not-sent': 'Письмо не ушло',
  },
  inviting: {
    title: 'Приглашение',
    who: {
      plural: {
        one: '{{count, number}} сотрудник получит личную ссылку.',
        few: '{{count, number}} сотрудника получат по личной ссылке.',
        many: '{{count, number}} сотрудников получат по личной ссылке.',
        other: '{{count, number}} сотрудника получат по личной ссылке.',
      },
    },
    whoAll: 'Все, кого показывает фильтр, получат по личной ссылке.',
    again: 'Доступ, который уже дан, будет запрошен снова.',
    way: 'Как придёт ссылка?',
    by: {
      letter: { name: 'Письмом', text: 'Компания напишет каждому на его языке.' },
      link: { name: 'На бумаге', text: 'По странице с QR-кодом на человека: распечатать и раздать.' },
    },
    reachedAt: 'Куда отправить письмо?',
    reachedHint: 'Для общего адреса — ответственному.',
    reached: {
      mailbox: 'В старый ящик',
      contact: 'На другой адрес из списка',
    },
    language: 'Язык',
    ownLanguage: 'У каждого свой',
    days: 'Сколько дней действует ссылка',
    ends: 'Прежние ссылки этих сотрудников перестанут действовать. Кто уже дал доступ, письма не получит.',
    do: {
      letter: {
        plural: {
          one: 'Отправить {{count, number}} письмо',
          few: 'Отправить {{count, number}} письма',
          many: 'Отправить {{count, number}} писем',
          other: 'Отправить {{count, number}} письма',
        },
      },
      link: {
        plural: {
          one: 'Создать {{count, number}} ссылку',
          few: 'Создать {{count, number}} ссылки',
          many: 'Создать {{count, number}} ссылок',
          other: 'Создать {{count, number}} ссылки',
        },
      },
    },
    doAll: { letter: 'Отправить письма', link: 'Создать ссылки' },
    done: {
      plural: {
        one: 'Приглашён {{count, number}} сотрудник.',
        few: 'Приглашены {{count, number}} сотрудника.',
        many: 'Приглашено {{count, number}} сотрудников.',
        other: 'Приглашено {{count, number}} сотрудника.',
      },
    },
  },
  reminding: {
    title: 'Напоминание',
    text: {
      plural: {
        one: '{{count, number}} сотрудник получит письмо с новой ссылкой, прежняя перестанет действовать. Кто уже ответил или получил письмо в течение часа, не получит.',
        few: '{{count, number}} сотрудника получат письма с новыми ссылками, прежние перестанут действовать. Кто уже ответил или получил письмо в течение часа, не получит.',
        many: '{{count, number}} сотрудников получат письма с новыми ссылками, прежние перестанут действовать. Кто уже ответил или получил письмо в течение часа, не получит.',
        other:
          '{{count, number}} сотрудника получат письма с новыми ссылками, прежние перестанут действовать. Кто уже ответил или получил письмо в течение часа, не получит.',
      },
    },
    do: {
      plural: {
        one: 'Отправить {{count, number}} напоминание',
        few: 'Отправить {{count, number}} напоминания',
        many: 'Отправить {{count, number}} напоминаний',
        other: 'Отправить {{count, number}} напоминания',
      },
    },
    done: {
      plural: {
        one: '{{count, number}} напоминание отправляется.',
        few: '{{count, number}} напоминания отправляются.',
        many: '{{count, number}} напоминаний отправляются.',
        other: '{{count, number}} напоминания отправляются.',
      },
    },
  },
  revoking: {
    title: 'Отозвать ссылку: {{name}}?',
    text: 'Ссылка больше ничего не откроет, а открытая по ней страница закроется. Уже данный доступ сохранится. Новую ссылку можно создать в любой момент.',
  },
  rules: {
    title: 'Правило напоминаний',
    text: 'Кто приглашён и не дал доступа, получает письмо автоматически: не ночью, не пока он на странице и не после того, как ответил.',
    on: 'Напоминать автоматически',
    everyDays: 'Раз в … дней',
    atMost: 'Не больше … раз',
    earliest: 'Не раньше',
    latest: 'Не позже',
    save: 'Сохранить правило',
  },
  leftOut: {
    plural: {
      one: 'Пропущен {{count, number}}:',
      few: 'Пропущено {{count, number}}:',
      many: 'Пропущено {{count, number}}:',
      other: 'Пропущено {{count, number}}:',
    },
  },
  because: {
    given: 'уже дал доступ',
    'not-needed': 'спрашивать не нужно',
    'no-letter-address': 'нет адреса для письма',
    'not-invited': 'не приглашён',
    'reminded-lately': 'получил письмо в течение часа',
  },
  sheets: {
    title: {
      plural: {
        one: '{{count, number}} ссылка',
        few: '{{count, number}} ссылки',
        many: '{{count, number}} ссылок',
        other: '{{count, number}} ссылки',
      },
    },
    text: 'Распечатайте сейчас: ссылки показываются только один раз. Передайте каждую страницу лично, как ключ. Потерявший получит новую.',
    print: {
      plural: {
        one: 'Печать {{count, number}} страницы',
        few: 'Печать {{count, number}} страниц',
        many: 'Печать {{count, number}} страниц',
        other: 'Печать {{count, number}} страницы',
      },
    },
    close: 'Закрыть, уже распечатано',
  },
  sheet: {
    title: 'Почта переезжает, нужны три минуты вашего времени',
    why: '{{company}} переводит почту на новый сервис. Чтобы ничего вашего не потерялось, мы скопируем все письма; для этого нам один раз нужен доступ к вашему старому ящику.',
    day: 'Переезд запланирован на {{day}}.',
    open: 'Наведите камеру телефона на квадрат ниже или наберите адрес под ним в браузере.',
    follow: 'Выберите язык. Страница покажет шаг за шагом, что вводить.',
    stays: 'Письма останутся на месте, вы продолжите работать как обычно.',
    code: 'QR-код с вашей ссылкой',
    yours: 'Эта страница только для вас, не передавайте её никому. Ссылка действует до {{day}}.',
    never:
      'Никогда не отправляйте пароль по почте: никто не станет его у вас спрашивать. Есть вопросы? Обратитесь: {{name}}.',
  },
  list: {
    more: 'Показать ещё',
    before: 'Назад',
    after: 'Дальше',
    part: '{{from, number}}–{{to, number}} из {{count, number}}',
  },
}
