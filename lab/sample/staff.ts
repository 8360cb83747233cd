import { chinese } from './chinese.ts'
import { english } from './english.ts'
import { persian } from './persian.ts'
import { russian } from './russian.ts'
import type { Voice } from './scene.ts'

export interface Colleague {
  /** The part of the address before the @. */
  local: string
  name: string
  /** As correspondents greet this person. */
  greeted: string
  title: string
  voice: Voice
  /** Where letters are filed, by year; what has no folder stays in INBOX. */
  folders: Readonly<Record<number, string>>
}

export const COMPANY = 'Kestrel Bay Trading'

export const STAFF: readonly Colleague[] = [
  {
    local: 'anna',
    name: 'Anna Lindqvist',
    greeted: 'Anna',
    title: 'Head of sales',
    voice: english,
    folders: { 2024: 'Orders/2024', 2025: 'Orders/2025' },
  },
  {
    local: 'dmitri',
    name: 'Дмитрий Соколов',
    greeted: 'Дмитрий Олегович',
    title: 'менеджер по работе с клиентами',
    voice: russian,
    folders: { 2024: 'Проекты/2024', 2025: 'Проекты/2025' },
  },
  {
    local: 'leila',
    name: 'لیلا رستمی',
    greeted: 'سرکار خانم رستمی',
    title: 'کارشناس بازرگانی',
    voice: persian,
    folders: { 2024: 'مشتریان', 2025: 'مشتریان/تهران' },
  },
  {
    local: 'wei',
    name: '陈伟',
    greeted: '陈经理',
    title: '采购部经理',
    voice: chinese,
    folders: { 2024: '客户', 2025: '客户/上海' },
  },
]
