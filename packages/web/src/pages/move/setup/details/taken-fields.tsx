import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { lookQuery } from '../../../../api/setup-queries.ts'
import { useWords } from '../../../../words/use-words.ts'
import pages from '../../../pages.module.css'
import { useMove } from '../../../where.ts'
import classes from './details.module.css'
import type { FieldsProps } from './fields.ts'
import type { Wishes } from './wishes.ts'

/** Each with what it means; `folders` is what a service that is known for its labels has by itself. */
const LABELS = ['folders', 'all-mail', 'every'] as const

/** What is taken out of an old service beside the mailboxes' own folders, and where messages with labels go. */
export function TakenFields({ service, wishes, change }: FieldsProps) {
  const { t } = useWords()
  const hasLabels = useHasLabels(service) || service.labels !== 'auto'
  return (
    <fieldset className={classes.group}>
      <legend>{t('setupDetails.taken')}</legend>
      <Checkbox
        label={t('setupDetails.shared')}
        description={t('setupDetails.sharedHint')}
        checked={wishes.sharedFolders}
        onChange={(event) => change({ sharedFolders: event.currentTarget.checked })}
      />
      {hasLabels && <Labels labels={wishes.labels} choose={(labels) => change({ labels })} />}
    </fieldset>
  )
}

function Labels({
  labels,
  choose,
}: {
  readonly labels: Wishes['labels']
  readonly choose: (labels: Wishes['labels']) => void
}) {
  const { t } = useWords()
  const id = useId()
  const chosen = labels === 'auto' ? 'folders' : labels
  return (
    <div>
      <p className={classes.label}>{t('setupDetails.labels')}</p>
      <div role="radiogroup" aria-label={t('setupDetails.labels')} className={pages.choices}>
        {LABELS.map((one) => (
          <label key={one} className={pages.choice}>
            <input type="radio" name={id} value={one} checked={chosen === one} onChange={() => choose(one)} />
            <span>
              <strong>{t(`setupDetails.labelsOf.${one}.name`)}</strong>
              <span>{t(`setupDetails.labelsOf.${one}.text`)}</span>
            </span>
          </label>
        ))}
      </div>
    </div>
  )
}

/** Known by its host, or seen when it was looked at. */
function useHasLabels(service: FieldsProps['service']): boolean {
  const look = useQuery({ ...lookQuery(useMove(), service), enabled: false })
  return service.signIn.provider === 'gmail' || look.data?.capabilities.includes('X-GM-EXT-1') === true
}
