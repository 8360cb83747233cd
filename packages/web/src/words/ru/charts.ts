import type { Russian } from './forms.ts'

export const chart: Russian['chart'] = {
  pace: 'Писем в минуту',
  span: 'За какое время',
  last: { h3: 'за 3 часа', h24: 'за сутки', h168: 'за неделю' },
  paceNone: 'За это время ничего не копировалось. Когда копирование пойдёт, его скорость появится здесь сама.',
  paceSummary: 'Сейчас {{now, number}} в минуту; больше всего — {{most, number}} в {{when}}.',
  perMinute: {
    plural: {
      one: '{{count, number}} письмо в минуту',
      few: '{{count, number}} письма в минуту',
      many: '{{count, number}} писем в минуту',
      other: '{{count, number}} письма в минуту',
    },
  },
  copied: 'скопировано',
  verified: 'проверено в новой службе',
  time: 'Время',
  table: 'В виде таблицы',
  states: 'Ящики со временем',
  statesSummary:
    'С {{when}} число ящиков, которые уже дома, изменилось с {{then, number}} до {{now, number}} из {{of, number}}.',
  homeThen: {
    plural: {
      one: 'дома {{count, number}}',
      few: 'дома {{count, number}}',
      many: 'дома {{count, number}}',
      other: 'дома {{count, number}}',
    },
  },
  tone: {
    ok: 'дома',
    going: 'копируются',
    warning: 'с исключениями или не завершены',
    bad: 'стоят',
    idle: 'ждут',
  },
}

export const need: Russian['need'] = {
  trouble: '{{address}}: {{trouble}}',
  paused: {
    title: 'Переезд стоит',
    text: 'Его приостановили. Ничего не копируется, пока он не продолжится; скопированное на месте.',
    button: 'Продолжить',
  },
  pause: 'Приостановить',
  retry: 'Повторить сейчас',
  retried: 'Поставлено в очередь. Начнётся, как только освободится исполнитель.',
  openMailbox: 'Открыть ящик',
  invite: 'Отправить новую ссылку',
  inviteByLink: 'Создать ссылку для копирования',
  invited: 'Письмо с новой ссылкой отправляется. Прежняя ссылка больше не действует.',
  notInvited: 'Отправить письмо этому сотруднику некуда. Создайте ссылку и передайте её сами.',
  link: 'Показывается один раз: передайте только сотруднику',
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
  run: { delta: 'Докопировать новое', final: 'Запустить последний проход' },
  asked: {
    plural: {
      one: 'В очередь поставлен {{count, number}} проход.',
      few: 'В очередь поставлены {{count, number}} прохода.',
      many: 'В очередь поставлено {{count, number}} проходов.',
      other: 'В очередь поставлено {{count, number}} прохода.',
    },
  },
  decide: 'Решить',
  nameOwners: 'Назначить владельцев',
  toMailboxes: 'К списку ящиков',
  toAddresses: 'К списку адресов',
  toPeople: 'Кто уже ответил',
  toExceptions: 'Посмотреть исключения',
  toWaves: 'К волнам',
}
