import { ActionIcon, Button, Menu } from '@mantine/core'
import { Icon } from '../../../parts/icon.tsx'
import { Pill } from '../../../parts/pill.tsx'
import { useWords } from '../../../words/use-words.ts'
import { StateBar } from '../overview/state-bar.tsx'
import { spanText } from './span.ts'
import { homeOf, WAVE_LOOK, type Wave, type WaveProgress, waveState } from './state.ts'
import classes from './waves.module.css'
import { momentText } from './zone.ts'

/** What can be asked of a wave. */
export type Asked = 'start' | 'pause' | 'resume' | 'mailboxes' | 'edit' | 'remove' | 'up' | 'down'

interface Props {
  readonly wave: Wave
  readonly progress: WaveProgress | undefined
  /** That the first copies of it take; undefined where that is not known. */
  readonly seconds: number | undefined
  readonly place: { readonly number: number; readonly first: boolean; readonly last: boolean }
  /** Of the move. */
  readonly zone: string
  readonly mayPlan: boolean
  readonly busy: boolean
  readonly onAsk: (what: Asked) => void
}

/** One wave: where it stands, how many of it are home, and what can be done. */
export function WaveCard({ wave, progress, seconds, place, zone, mayPlan, busy, onAsk }: Props) {
  const { t, number, language } = useWords()
  const { name, startsAt, startedAt, mailboxes } = wave
  const state = waveState(wave, progress)
  return (
    <li className={classes.wave}>
      <span className={classes.number} aria-hidden="true">
        {number(place.number)}
      </span>
      <div className={classes.about}>
        <div className={classes.name}>
          <h3>
            <bdi>{name}</bdi>
          </h3>
          <Pill {...WAVE_LOOK[state]}>{t(`waves.state.${state}`)}</Pill>
        </div>
        <p className={classes.quiet}>
          {[
            mailboxes === 0 ? t('waves.noMailboxes') : t('waves.mailboxes', { count: mailboxes }),
            progress !== undefined &&
              progress.copied > 0 &&
              t('waves.home', { home: homeOf(progress), of: progress.copied }),
            progress !== undefined && progress.undecided > 0 && t('waves.undecided', { count: progress.undecided }),
            seconds !== undefined && t('estimate.ofWave', { span: spanText(seconds, language) }),
            startedAt !== null && t('waves.startedAt', { when: momentText(zone, language, startedAt) }),
            startedAt === null &&
              startsAt !== null &&
              t('waves.startsAt', { when: momentText(zone, language, startsAt) }),
          ]
            .filter((text) => text !== false)
            .join(' · ')}
        </p>
        {progress !== undefined && progress.copied > 0 && <StateBar states={progress.states} />}
      </div>
      <div className={classes.actions}>
        {mayPlan && startedAt === null && wave.pausedAt === null && (
          <Button size="sm" variant="default" disabled={mailboxes === 0} onClick={() => onAsk('start')}>
            {t('waves.start')}
          </Button>
        )}
        {mayPlan && wave.pausedAt !== null && (
          <Button size="sm" loading={busy} onClick={() => onAsk('resume')}>
            {t('waves.resume')}
          </Button>
        )}
        {mayPlan && startedAt !== null && wave.pausedAt === null && state !== 'home' && (
          <Button size="sm" variant="default" loading={busy} onClick={() => onAsk('pause')}>
            {t('waves.pause')}
          </Button>
        )}
        <Button size="sm" variant="default" onClick={() => onAsk('mailboxes')}>
          {t('waves.choose')}
        </Button>
        {mayPlan && <More name={name} place={place} onAsk={onAsk} />}
      </div>
    </li>
  )
}

function More({ name, place, onAsk }: Pick<Props, 'place' | 'onAsk'> & { readonly name: string }) {
  const { t } = useWords()
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('waves.more', { name })}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAsk('edit')}>{t('waves.edit')}</Menu.Item>
        <Menu.Item disabled={place.first} onClick={() => onAsk('up')}>
          {t('waves.up')}
        </Menu.Item>
        <Menu.Item disabled={place.last} onClick={() => onAsk('down')}>
          {t('waves.down')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item className={classes.danger} onClick={() => onAsk('remove')}>
          {t('waves.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
