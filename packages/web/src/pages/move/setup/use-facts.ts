import type { Service } from '../../../api/setup-queries.ts'
import { useWords } from '../../../words/use-words.ts'
import { type SetupStep, type Standing, servicesAt, wayOf } from './steps.ts'

/** What is set of a step, and what is missing, in words. */
export function useFacts(step: SetupStep, standing: Standing): string[] {
  const { t, day } = useWords()
  const { move, services, addresses } = standing
  const places = (side: Service['side']) => {
    const named = servicesAt(standing, side).map(({ name, host, port }) =>
      name === host ? `${host}:${port}` : `${name} · ${host}:${port}`,
    )
    return named.length > 0 ? named : [t('setupSummary.noService')]
  }
  switch (step) {
    case 'basics': {
      const { ownDomains, cutOverOn, kind } = move
      return [
        [t(`kind.${kind}.name`), ...ownDomains].join(' · '),
        ...(ownDomains.length === 0 ? [t('setupSummary.noDomain')] : []),
        cutOverOn === null ? t('setupSummary.noDay') : t('moves.cutOver', { day: day(cutOverOn) }),
      ]
    }
    case 'old-service':
      return places('source')
    case 'new-service':
      return places('target')
    case 'sign-in':
      return services.map((service) => {
        const { auth, passwordsFrom } = service
        const values = { service: service.name, user: service.masterUser ?? '' }
        const way = wayOf(service)
        if (way === 'password-missing' && auth === 'oauth') return t('setupSummary.noSecret', values)
        if (way === 'password-missing') return t('setupSummary.noPassword', values)
        if (way === 'refused') return t('setupSummary.refused', values)
        if (way === 'unsaid') return t('setupSummary.noWay', values)
        if (auth === 'oauth')
          return t(`setupSummary.way.${service.oauth?.way === 'consent' ? 'agree' : 'delegated'}`, values)
        return t(`setupSummary.way.${auth === 'master' ? auth : (passwordsFrom ?? 'table')}`, values)
      })
    case 'people':
      return [
        addresses.mailboxes === 0
          ? t('setupSummary.people.none')
          : t('setupSummary.people.some', { count: addresses.mailboxes }),
      ]
    case 'addresses': {
      const { mailboxes, withoutTarget, rolesWithoutOwner, decisions } = addresses
      const missing = [
        ...(withoutTarget > 0 ? [t('setupSummary.addresses.withoutTarget', { count: withoutTarget })] : []),
        ...(rolesWithoutOwner > 0 ? [t('setupSummary.addresses.withoutOwner', { count: rolesWithoutOwner })] : []),
        ...(decisions.undecided > 0 ? [t('setupSummary.people.undecided', { count: decisions.undecided })] : []),
      ]
      return missing.length > 0 || mailboxes === 0 ? missing : [t('setupSummary.addresses.decided')]
    }
  }
}
