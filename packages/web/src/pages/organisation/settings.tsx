import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { type InOrganisation, meQuery } from '../../api/queries.ts'
import { Chips } from '../../parts/chips.tsx'
import { useWords } from '../../words/use-words.ts'
import pages from '../pages.module.css'
import { useOrganisation } from '../where.ts'
import { useMay } from './may.ts'
import { Account } from './settings/account.tsx'
import { General } from './settings/general.tsx'
import { HostSettings } from './settings/host.tsx'
import { Members } from './settings/members.tsx'
import { PARTS, type Part, partOf } from './settings/parts.ts'
import { Programs } from './settings/programs.tsx'
import classes from './settings/settings.module.css'

const PAGES: Readonly<Record<Part, ComponentType<{ readonly at: InOrganisation }>>> = {
  organisation: General,
  members: Members,
  programs: Programs,
  account: Account,
  server: HostSettings,
}

/** The settings of an organisation, and of who looks at them. */
export function Settings() {
  const { t } = useWords()
  const at = useOrganisation()
  const navigate = useNavigate()
  const part = partOf(useSearch({ strict: false }))
  const { data: me } = useQuery(meQuery)
  const role = me?.organisations.find(({ id }) => id === at.organisation)?.role
  const mayManage = useMay(at, 'members:manage')
  const Page = PAGES[part]
  return (
    <div className={pages.page}>
      <h1>{t('settings.title')}</h1>
      {role !== undefined && (
        <p className={classes.role}>
          {t('settings.yourRole', { role: t(`role.${role}.name`) })} {!mayManage && t('settings.mayNot')}
        </p>
      )}
      <Chips
        label={t('settings.title')}
        chosen={part}
        options={PARTS.filter((one) => one !== 'server' || me?.hostAdministrator === true).map((one) => ({
          value: one,
          label: t(`settings.part.${one}`),
        }))}
        onChoose={(one) => void navigate({ to: '.', search: { part: one } as never, replace: true })}
      />
      <div className={classes.sections}>
        <Page key={at.organisation} at={at} />
      </div>
    </div>
  )
}
