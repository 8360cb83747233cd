import type { Russian } from './forms.ts'

export const addresses: Russian['addresses'] = {
  title: 'Адреса',
  open: 'не решено',
  empty: {
    title: 'Сначала сотрудники, затем их адреса',
    text: 'Когда в переезде появятся ящики, здесь по правилу составляют новые адреса, назначают ответственных за общие, решают, что переезжает, и проверяют, что ни один адрес не забыт.',
  },
  part: {
    new: 'Новые адреса',
    roles: 'Общие адреса',
    decisions: 'Что переезжает',
    seen: 'Ничего не забыто',
  },
  kind: { person: 'сотрудник', role: 'общий' },
  decision: {
    undecided: 'не решено',
    move: 'переезжает',
    'archive-only': 'только архив',
    stay: 'остаётся в старой службе',
    'leave-behind': 'не переносится',
  },
  new: {
    allGiven: {
      plural: {
        one: 'Новый адрес есть или не нужен у {{count, number}} ящика: у всех.',
        few: 'Новые адреса есть или не нужны у всех {{count, number}} ящиков.',
        many: 'Новые адреса есть или не нужны у всех {{count, number}} ящиков.',
        other: 'Новые адреса есть или не нужны у всех {{count, number}} ящика.',
      },
    },
    without: {
      plural: {
        one: 'У {{count, number}} ящика ещё нет нового адреса.',
        few: 'У {{count, number}} ящиков ещё нет новых адресов.',
        many: 'У {{count, number}} ящиков ещё нет новых адресов.',
        other: 'У {{count, number}} ящика ещё нет новых адресов.',
      },
    },
    stays: 'Домен остаётся: по первому правилу у всех сохраняется старый адрес.',
    pattern: 'Образец',
    rule: 'Правило',
    spelling: 'Написание имён',
    again: 'Изменить и те новые адреса, которые уже есть',
    propose: 'Посмотреть, что выйдет',
    made: {
      plural: {
        one: 'Получится {{count, number}} адрес.',
        few: 'Получится {{count, number}} адреса.',
        many: 'Получится {{count, number}} адресов.',
        other: 'Получится {{count, number}} адреса.',
      },
    },
    collisions: {
      plural: {
        one: 'На {{count, number}} адрес претендуют несколько ящиков: выберите, кому какой.',
        few: 'На {{count, number}} адреса претендуют несколько ящиков: выберите, кому какой.',
        many: 'На {{count, number}} адресов претендуют несколько ящиков: выберите, кому какой.',
        other: 'На {{count, number}} адреса претендуют несколько ящиков: выберите, кому какой.',
      },
    },
    unmade: {
      plural: {
        one: 'Для {{count, number}} ящика правило адреса не даёт.',
        few: 'Для {{count, number}} ящиков правило адресов не даёт.',
        many: 'Для {{count, number}} ящиков правило адресов не даёт.',
        other: 'Для {{count, number}} ящика правило адресов не даёт.',
      },
    },
    taken: 'уже занят',
    shared: 'нужен нескольким',
    choose: 'Новый адрес для {{address}}',
    chooseOne: 'Выберите …',
    unsure: 'проверьте написание',
    more: {
      plural: {
        one: 'и ещё {{count, number}}',
        few: 'и ещё {{count, number}}',
        many: 'и ещё {{count, number}}',
        other: 'и ещё {{count, number}}',
      },
    },
    apply: {
      plural: {
        one: 'Назначить {{count, number}} адрес',
        few: 'Назначить {{count, number}} адреса',
        many: 'Назначить {{count, number}} адресов',
        other: 'Назначить {{count, number}} адреса',
      },
    },
    applied: {
      plural: {
        one: 'Назначен {{count, number}} адрес.',
        few: 'Назначено {{count, number}} адреса.',
        many: 'Назначено {{count, number}} адресов.',
        other: 'Назначено {{count, number}} адреса.',
      },
    },
  },
  pattern: {
    '{local}': 'как до сих пор перед @',
    '{first}.{last}': 'имя и фамилия: anna.berg',
    '{f}.{last}': 'инициал и фамилия: a.berg',
    '{first}': 'имя: anna',
    '{first}{l}': 'имя и инициал: annab',
    '{last}': 'фамилия: berg',
    own: 'своё правило',
  },
  spelling: { common: 'как принято (yury, shcherbakov)', icao: 'как в паспорте (iurii, shcherbakov)' },
  why: {
    'name-missing': 'не хватает части имени:',
    'letters-unknown': 'буквы, которые не записать латиницей:',
    'not-acceptable': 'адреса из этого не выходит:',
  },
  roles: {
    text: 'Адреса вроде info@ или sales@ принадлежат не человеку, а задаче. С первого дня за каждый кто-то должен отвечать.',
    none: 'Общих адресов не нашлось. Адрес с другим названием можно отметить в его ящике.',
    nobody: 'пока никто',
    owner: 'Кто отвечает за {{address}}',
    hint: 'Имя или адрес ответственного',
    save: 'Назначить',
    change: 'Изменить',
    person: 'Это личный адрес',
  },
  decisions: {
    all: 'По каждому ящику есть решение.',
    open: {
      plural: {
        one: 'Судьба {{count, number}} ящика ещё не решена.',
        few: 'Судьба {{count, number}} ящиков ещё не решена.',
        many: 'Судьба {{count, number}} ящиков ещё не решена.',
        other: 'Судьба {{count, number}} ящика ещё не решена.',
      },
    },
    any: 'все',
    of: 'Что будет с ящиком: {{name}}',
    by: '{{name}}, {{day}}',
    chooseAll: {
      plural: {
        one: 'Выбрать весь список: {{count, number}}',
        few: 'Выбрать весь список: {{count, number}}',
        many: 'Выбрать весь список: {{count, number}}',
        other: 'Выбрать весь список: {{count, number}}',
      },
    },
  },
  seen: {
    title: 'Адреса, на которые приходили письма',
    all: {
      plural: {
        one: '{{count, number}} адрес — и он в переезде или решён.',
        few: 'Все {{count, number}} адреса в переезде или решены: ни один не забыт.',
        many: 'Все {{count, number}} адресов в переезде или решены: ни один не забыт.',
        other: 'Все {{count, number}} адреса в переезде или решены: ни один не забыт.',
      },
    },
    open: {
      plural: {
        one: '{{count, number}} адреса нет ни в переезде, ни среди решённых. После переезда письма на него вернутся отправителям.',
        few: '{{count, number}} адресов нет ни в переезде, ни среди решённых. После переезда письма на них вернутся отправителям.',
        many: '{{count, number}} адресов нет ни в переезде, ни среди решённых. После переезда письма на них вернутся отправителям.',
        other:
          '{{count, number}} адреса нет ни в переезде, ни среди решённых. После переезда письма на них вернутся отправителям.',
      },
    },
    show: { undecided: 'не решены', decided: 'решены', all: 'все' },
    sort: { plus: 'с плюсом', junk: 'только в спаме' },
    decision: { exists: 'ящик в новой службе', alias: 'станет псевдонимом', ends: 'прекращается' },
    forChosen: 'Выбранные:',
    forSort: 'Все этого вида:',
    noneSo: 'Таких нет.',
    messages: {
      plural: {
        one: '{{count, number}} письмо',
        few: '{{count, number}} письма',
        many: '{{count, number}} писем',
        other: '{{count, number}} письма',
      },
    },
    delivered: {
      plural: {
        one: '{{count, number}} точно доставлено',
        few: '{{count, number}} точно доставлены',
        many: '{{count, number}} точно доставлены',
        other: '{{count, number}} точно доставлены',
      },
    },
    junk: {
      plural: {
        one: '{{count, number}} в спаме',
        few: '{{count, number}} в спаме',
        many: '{{count, number}} в спаме',
        other: '{{count, number}} в спаме',
      },
    },
    last: 'последнее {{day}}',
    inMove: 'в переезде',
    of: 'Что будет с адресом {{address}}',
  },
  reading: {
    title: 'Собрать адреса получателей',
    text: 'Службы сообщают не все псевдонимы, группы и старые адреса. Их знают заголовки писем: здесь читаются только они, ничего не копируется и не меняется.',
    goesOn: 'читается {{running, number}}, ждёт {{waiting, number}}',
    read: {
      plural: {
        one: 'Прочитано {{read, number}} из {{count, number}} ящика.',
        few: 'Прочитано {{read, number}} из {{count, number}} ящиков.',
        many: 'Прочитано {{read, number}} из {{count, number}} ящиков.',
        other: 'Прочитано {{read, number}} из {{count, number}} ящика.',
      },
    },
    messages: {
      plural: {
        one: 'Просмотрено {{count, number}} письмо.',
        few: 'Просмотрено {{count, number}} письма.',
        many: 'Просмотрено {{count, number}} писем.',
        other: 'Просмотрено {{count, number}} письма.',
      },
    },
    last: 'Последний раз {{when}}.',
    incomplete: {
      plural: {
        one: 'В {{count, number}} ящике сервер показал не все папки.',
        few: 'В {{count, number}} ящиках сервер показал не все папки.',
        many: 'В {{count, number}} ящиках сервер показал не все папки.',
        other: 'В {{count, number}} ящика сервер показал не все папки.',
      },
    },
    notReady: {
      plural: {
        one: '{{count, number}} ящик пока нельзя прочитать: нет старой службы или доступа.',
        few: '{{count, number}} ящика пока нельзя прочитать: нет старой службы или доступа.',
        many: '{{count, number}} ящиков пока нельзя прочитать: нет старой службы или доступа.',
        other: '{{count, number}} ящика пока нельзя прочитать: нет старой службы или доступа.',
      },
    },
    start: 'Начать чтение',
    again: 'Прочитать новое',
    toTable: 'Взять часть в переезд',
  },
}
