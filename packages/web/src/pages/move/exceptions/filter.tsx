import { SegmentedControl, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import classes from './exceptions.module.css'

/** Which exceptions the page shows. */
export interface Shown {
  readonly accepted: 'true' | 'false' | undefined
  readonly search: string
}

const TYPING_MS = 250

export function Filter(props: {
  readonly shown: Shown
  readonly open: number
  readonly accepted: number
  readonly onChange: (shown: Shown) => void
}) {
  const { shown, open, accepted, onChange } = props
  const { t, number } = useWords()
  const [typed, setTyped] = useState(shown.search)
  useEffect(() => {
    if (typed.trim() === shown.search) return
    const timer = setTimeout(() => onChange({ ...shown, search: typed.trim() }), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, shown, onChange])
  return (
    <div className={classes.filter}>
      <SegmentedControl
        size="sm"
        classNames={{ root: classes.which, indicator: classes.chosen }}
        aria-label={t('exceptions.show')}
        value={shown.accepted ?? 'all'}
        onChange={(value) =>
          onChange({ ...shown, accepted: value === 'true' || value === 'false' ? value : undefined })
        }
        data={[
          { value: 'false', label: `${t('exceptions.open')} ${number(open)}` },
          { value: 'true', label: `${t('exceptions.accepted')} ${number(accepted)}` },
          { value: 'all', label: t('exceptions.all') },
        ]}
        transitionDuration={100}
      />
      <TextInput
        className={classes.search}
        type="search"
        size="sm"
        aria-label={t('exceptions.search')}
        placeholder={t('exceptions.search')}
        maxLength={200}
        leftSection={<Icon name="search" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </div>
  )
}
