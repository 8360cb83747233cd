import { employees } from '@caravan/contract'
import { Button, Group, Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../../api/client.ts'
import { type InMove, moveKey } from '../../../api/queries.ts'
import { useFocusBack } from '../../../parts/focus-back.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import type { Asking } from './asking.ts'
import classes from './people.module.css'

/** Asks once, then ends the link of an employee. */
export function Revoke(props: {
  readonly at: InMove
  readonly asking: Asking & { readonly what: 'revoke' }
  readonly onClose: () => void
}) {
  const { t } = useWords()
  useFocusBack()
  const { at, asking, onClose } = props
  const { mailbox, name } = asking
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => client.call(employees.revokeEmployeeInvitation, { params: { ...at, mailbox } }),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.revoking.title', { name })}
      closeButtonProps={{ 'aria-label': t('shell.shut') }}
      transitionProps={{ duration: 150 }}
    >
      <div className={classes.form}>
        <p>{t('people.revoking.text')}</p>
        {revoke.error !== null && <ProblemBox error={revoke.error} />}
        <Group>
          <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate()}>
            {t('people.revoke')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('people.cancel')}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}
