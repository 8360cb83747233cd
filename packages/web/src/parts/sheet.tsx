import { Drawer } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import { useFocusBack } from './focus-back.ts'
import { ProblemBox } from './problem.tsx'
import { WaitingRows } from './waiting.tsx'

interface Props<Data> {
  readonly title: string
  /** How wide it is, in pixels. */
  readonly size: number
  readonly query: UseQueryResult<Data>
  readonly onClose: () => void
  readonly children: (data: Data) => ReactNode
}

/** A sheet beside a list that shows what was read, waits for it, or says why it cannot be read. */
export function Sheet<Data>({ title, size, query: { data, error, refetch }, onClose, children }: Props<Data>) {
  const { t } = useWords()
  useFocusBack()
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={size}
      title={title}
      closeButtonProps={{ 'aria-label': t('shell.shut') }}
      transitionProps={{ duration: 150 }}
    >
      {error !== null && data === undefined && <ProblemBox error={error} again={() => void refetch()} />}
      {error === null && data === undefined && <WaitingRows rows={3} />}
      {data !== undefined && children(data)}
    </Drawer>
  )
}
