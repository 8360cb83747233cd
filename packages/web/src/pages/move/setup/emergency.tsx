import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { stagesQuery } from '../../../api/queries.ts'
import type { Service, Side } from '../../../api/setup-queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import pages from '../../pages.module.css'
import { useMove } from '../../where.ts'
import { EmergencyList } from './emergency/list.tsx'
import { useStart } from './emergency/use-start.ts'
import { MayNot } from './may-not.tsx'
import { ServicePlace } from './service-card.tsx'
import { ServiceForm } from './service-form.tsx'
import classes from './setup.module.css'
import { SignInWay } from './sign-in-way.tsx'
import { type Standing, servicesAt, wayOf } from './steps.ts'
import { useStanding } from './use-standing.ts'

/** The old service closes within days: everything that copying needs on one page, the rest later. */
export function Emergency() {
  const { t } = useWords()
  const at = useMove()
  const may = useMayPlan(at)
  const { standing } = useStanding()
  const { data: stages } = useQuery(stagesQuery(at))
  const starting = useStart()
  if (standing === undefined || stages === undefined) return null
  const { begin } = starting
  if (begin.data !== undefined) return begin.data.notReady > 0 ? <LeftOut count={begin.data.notReady} /> : null
  const copies = stages.items.find(({ stage }) => stage === 'copy')?.status !== 'waiting'
  const begun = copies && begin.isIdle
  const services = (['source', 'target'] as const).flatMap((side) => servicesAt(standing, side).slice(0, 1))
  const ready = services.length === 2 && services.every((service) => wayOf(service) === 'said' && !isEmployees(service))
  return (
    <div className={classes.form}>
      <div>
        <Link to="/organisations/$organisation/moves/$move/setup" params={at} className={classes.home}>
          <Icon name="back" />
          {t('hurry.back')}
        </Link>
        <h2>{t('hurry.title')}</h2>
        <p className={pages.quiet}>{t('hurry.text')}</p>
      </div>
      <MayNot />
      {may && begun && <p>{t('hurry.tooLate')}</p>}
      {may && !begun && (
        <>
          <section className={classes.fields} aria-label={t('hurry.services')}>
            <h2>{t('hurry.services')}</h2>
            <OneService side="source" standing={standing} />
            <OneService side="target" standing={standing} />
          </section>
          <section className={classes.fields} aria-label={t('hurry.signIn')}>
            <h2>{t('hurry.signIn')}</h2>
            {services.length === 0 && <p>{t('setupSignIn.first')}</p>}
            {services.map((service) => (
              <SignInWay key={service.id} service={service} without="employees" />
            ))}
          </section>
          <section className={classes.fields} aria-label={t('hurry.people')}>
            <h2>{t('hurry.people')}</h2>
            {ready ? (
              <EmergencyList standing={standing} stages={stages} starting={starting} />
            ) : (
              <p>{t('hurry.notYet')}</p>
            )}
          </section>
        </>
      )}
    </div>
  )
}

/** Nobody has the time to ask them. */
const isEmployees = ({ auth, passwordsFrom }: Service): boolean => auth !== 'master' && passwordsFrom === 'employees'

function OneService({ side, standing }: { readonly side: Side; readonly standing: Standing }) {
  const { t } = useWords()
  const at = useMove()
  const [service] = servicesAt(standing, side)
  const title = t(`setupService.${side}.title`)
  return (
    <article className={classes.card} aria-label={title}>
      <div className={classes.cardHead}>
        <div>
          <h3>{title}</h3>
          {service !== undefined && <ServicePlace service={service} />}
        </div>
        {service !== undefined && (
          <Link
            to={
              `/organisations/$organisation/moves/$move/setup/${side === 'source' ? 'old-service' : 'new-service'}` as const
            }
            params={at}
          >
            {t('setup.change')}
          </Link>
        )}
      </div>
      {service === undefined && <ServiceForm side={side} done={() => undefined} />}
    </article>
  )
}

/** It has begun, but not for everybody. */
function LeftOut({ count }: { readonly count: number }) {
  const { t } = useWords()
  const at = useMove()
  return (
    <div className={classes.card} role="status">
      <p>{t('hurry.leftOut', { count })}</p>
      <Link to="/organisations/$organisation/moves/$move/overview" params={at}>
        {t('setupSummary.toOverview')}
      </Link>
    </div>
  )
}
