import type { Russian } from './forms.ts'

export const chart: Russian['chart'] = {
  pace: 'Писем в минуту',
  span: 'За какое время',
  last: { h3: 'за 3 часа', h24: 'за сутки', h168: 'за неделю' },
  paceNone: 'За это время ничего не копировалось. Когда копирование пойдёт, его скорость появится здесь сама.',
  paceSummary: 'Сейчас {{now, number}} в минуту; максимум — {{most, number}} ({{when}}).',
  perMinute: {
    plural: {
      one: '{{count, number}} письмо в минуту',
      few: '{{count, number}} письма в минуту',
      many: '{{count, number}} писем в минуту',
      other: '{{count, number}} письма в минуту',
    },
  },
  copied: 'скопировано',
  verified: 'проверено в новом сервисе',
  time: 'Время',
  table: 'В виде таблицы',
  states: 'Как переезжают ящики',
  statesSummary:
    'С {{when}} число переехавших ящиков изменилось с {{then, number}} до {{now, number}} из {{of, number}}.',
  homeThen: {
    plural: {
      one: 'переехало: {{count, number}}',
      few: 'переехало: {{count, number}}',
      many: 'переехало: {{count, number}}',
      other: 'переехало: {{count, number}}',
    },
  },
  tone: {
    ok: 'переехали',
    going: 'копируются',
    warning: 'с исключениями или не завершены',
    bad: 'застряли',
    idle: 'ждут',
  },
}

export const need: Russian['need'] = {
  trouble: '{{address}}: {{trouble}}',
  paused: {
    title: 'Переезд приостановлен',
    text: 'Пока его не возобновят, ничего не копируется; скопированное остаётся на месте.',
    button: 'Продолжить',
  },
  pause: 'Приостановить',
  retry: 'Повторить сейчас',
  retried: 'Поставлено в очередь. Начнётся, как только освободится исполнитель.',
  openMailbox: 'Открыть ящик',
  invite: 'Отправить новую ссылку',
  inviteByLink: 'Создать ссылку для сотрудника',
  more: 'Ещё',
  mendSignIn: 'Исправить вход',
  invited: 'Письмо с новой ссылкой отправляется. Прежняя ссылка больше не действует.',
  notInvited: 'Отправить письмо этому сотруднику некуда. Создайте ссылку и передайте её сами.',
  link: 'Ссылка показывается один раз: передайте её только самому сотруднику',
  copy: 'Копировать',
  copied: 'Скопировано',
  remind: 'Напомнить тем, кто не ответил',
  reminded: {
    plural: {
      one: 'Отправляется {{count, number}} письмо.',
      few: 'Отправляются {{count, number}} письма.',
      many: 'Отправляется {{count, number}} писем.',
      other: 'Отправляется {{count, number}} письма.',
    },
  },
  run: { trial: 'Запустить пробный проход по всем', delta: 'Скопировать новое', final: 'Запустить завершающий проход' },
  asked: {
    plural: {
      one: 'В очередь поставлен {{count, number}} проход.',
      few: 'В очередь поставлены {{count, number}} прохода.',
      many: 'В очередь поставлено {{count, number}} проходов.',
      other: 'В очередь поставлено {{count, number}} прохода.',
    },
  },
  decide: 'Решить',
  nameOwners: 'Назначить ответственных',
  toMailboxes: 'К списку ящиков',
  toAddresses: 'К списку адресов',
  toPeople: 'Кто уже ответил',
  toExceptions: 'Посмотреть исключения',
  toSignIn: 'Посмотреть способ входа',
  refusedBy: { source: '— отказывает старый сервис', target: '— отказывает новый сервис' },
  toWaves: 'К волнам',
}
