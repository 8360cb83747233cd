import { Button, Group, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFocusBack } from '../../../parts/focus-back.ts'
import { useWords } from '../../../words/use-words.ts'

/** Asks once, saying exactly what will happen, in numbers. */
export function Confirm(props: {
  readonly question: string
  readonly text?: string
  readonly yes?: string
  readonly busy: boolean
  readonly off?: boolean
  readonly onYes: () => void
  readonly onNo: () => void
  readonly children?: ReactNode
}) {
  const { question, text, yes, busy, off = false, onYes, onNo, children } = props
  const { t } = useWords()
  useFocusBack()
  return (
    <Modal
      opened
      onClose={onNo}
      title={question}
      centered
      closeButtonProps={{ 'aria-label': t('mailboxes.no') }}
      transitionProps={{ duration: 100 }}
      styles={{ title: { fontWeight: 600, fontSize: 16, lineHeight: '24px' } }}
    >
      {text !== undefined && <p>{text}</p>}
      {children}
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button variant="default" onClick={onNo}>
          {t('mailboxes.no')}
        </Button>
        <Button data-autofocus={off ? undefined : true} loading={busy} disabled={off} onClick={onYes}>
          {yes ?? t('mailboxes.yes')}
        </Button>
      </Group>
    </Modal>
  )
}
