import { Drawer, Modal } from '@mantine/core'
import type { InMove } from '../../../api/queries.ts'
import { useFocusBack } from '../../../parts/focus-back.ts'
import { useWords } from '../../../words/use-words.ts'
import { Inside } from './inside.tsx'
import { Removing } from './removing.tsx'
import { Split } from './split.tsx'
import { Starting } from './starting.tsx'
import type { Wave, WaveProgress } from './state.ts'
import { WaveForm } from './wave-form.tsx'

/** What is laid over the page. */
export type Panel =
  | { readonly show: 'form'; readonly wave: Wave | undefined }
  | { readonly show: 'split' }
  | { readonly show: 'start' | 'remove' | 'mailboxes'; readonly wave: Wave }

interface Props {
  readonly at: InMove
  readonly panel: Panel | undefined
  readonly waves: readonly Wave[]
  readonly progress: readonly WaveProgress[]
  /** Of the move. */
  readonly zone: string
  readonly mayPlan: boolean
  readonly onClose: () => void
}

export function Panels(props: Props) {
  const { t } = useWords()
  useFocusBack(props.panel !== undefined)
  const { panel, onClose } = props
  const common = {
    opened: panel !== undefined,
    onClose,
    title: panel === undefined ? '' : titleOf(panel, t),
    closeButtonProps: { 'aria-label': t('shell.shut') },
    transitionProps: { duration: 150 },
  }
  if (panel?.show === 'mailboxes')
    return (
      <Drawer {...common} position="right" size={520}>
        <Inside at={props.at} wave={panel.wave} mayPlan={props.mayPlan} />
      </Drawer>
    )
  return (
    <Modal {...common} size={480} centered>
      {panel !== undefined && <Content {...props} panel={panel} />}
    </Modal>
  )
}

function titleOf(panel: Panel, t: ReturnType<typeof useWords>['t']): string {
  if (panel.show === 'split') return t('waves.split.title')
  if (panel.wave === undefined) return t('waves.form.add')
  const { name } = panel.wave
  if (panel.show === 'form') return t('waves.form.change', { name })
  if (panel.show === 'mailboxes') return t('waves.inside.title', { name })
  return t(panel.show === 'start' ? 'waves.starting.title' : 'waves.removing.title', { name })
}

function Content({ at, panel, waves, progress, zone, onClose }: Props & { readonly panel: Panel }) {
  const progressOf = (wave: string | null) => progress.find((one) => one.wave === wave)
  switch (panel.show) {
    case 'form':
      return <WaveForm at={at} wave={panel.wave} waves={waves} zone={zone} onDone={onClose} />
    case 'split': {
      const none = progressOf(null)
      return (
        <Split at={at} free={(none?.copied ?? 0) + (none?.undecided ?? 0)} waves={waves} zone={zone} onDone={onClose} />
      )
    }
    case 'start':
      return <Starting at={at} wave={panel.wave} progress={progressOf(panel.wave.id)} onDone={onClose} />
    case 'remove':
      return <Removing at={at} wave={panel.wave} onDone={onClose} />
    default:
      return null
  }
}
