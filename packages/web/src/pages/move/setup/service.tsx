import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Side } from '../../../api/setup-queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import pages from '../../pages.module.css'
import { useMove } from '../../where.ts'
import { GoOn } from './go-on.tsx'
import { MayNot } from './may-not.tsx'
import { ServiceCard } from './service-card.tsx'
import { ServiceForm } from './service-form.tsx'
import classes from './setup.module.css'
import { servicesAt } from './steps.ts'
import { useStanding } from './use-standing.ts'

export const OldService = () => <ServiceStep key="source" side="source" />
export const NewService = () => <ServiceStep key="target" side="target" />

/** The services of one side: those that are named, each with how it is now; or the form for the first. */
function ServiceStep({ side }: { readonly side: Side }) {
  const { t } = useWords()
  const may = useMayPlan(useMove())
  const { standing } = useStanding()
  const [form, setForm] = useState<'new' | { readonly id: string }>()
  if (standing === undefined) return null
  const services = servicesAt(standing, side)
  const edited = typeof form === 'object' ? services.find(({ id }) => id === form.id) : undefined
  const close = () => setForm(undefined)
  return (
    <div className={classes.form}>
      <div>
        <h2>{t(`setupService.${side}.title`)}</h2>
        <p className={pages.quiet}>{t(`setupService.${side}.text`)}</p>
      </div>
      <MayNot />
      {edited !== undefined && <ServiceForm key={edited.id} side={side} service={edited} done={close} cancel={close} />}
      {edited === undefined && services.length > 0 && (
        <div className={classes.cards}>
          {services.map((service) => (
            <ServiceCard key={service.id} service={service} edit={() => setForm(service)} />
          ))}
        </div>
      )}
      {may && edited === undefined && (services.length === 0 || form === 'new') && (
        <ServiceForm side={side} done={close} cancel={services.length === 0 ? undefined : close} />
      )}
      {!may && services.length === 0 && <p>{t('setupService.noneYet')}</p>}
      {services.length > 0 && form === undefined && (
        <div className={classes.buttons}>
          <GoOn from={side === 'source' ? 'old-service' : 'new-service'} />
          {may && (
            <Button variant="subtle" size="md" leftSection={<Icon name="plus" />} onClick={() => setForm('new')}>
              {t('setupService.add')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
