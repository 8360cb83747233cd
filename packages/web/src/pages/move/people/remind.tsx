import { employees } from '@caravan/contract'
import { Button, Group, Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../../api/client.ts'
import { type InMove, moveKey } from '../../../api/queries.ts'
import { useFocusBack } from '../../../parts/focus-back.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import type { Asking } from './asking.ts'
import { LeftOut } from './left-out.tsx'
import classes from './people.module.css'

/** Asks once, then writes to those who have not answered. */
export function Remind(props: {
  readonly at: InMove
  readonly asking: Asking & { readonly what: 'remind' }
  readonly onClose: () => void
}) {
  const { t } = useWords()
  useFocusBack()
  const { at, asking, onClose } = props
  const { which, count = 0 } = asking
  const queries = useQueryClient()
  const remind = useMutation({
    mutationFn: () => client.call(employees.remindEmployees, { params: at, body: { which } }),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.reminding.title')}
      closeButtonProps={{ 'aria-label': t('shell.shut') }}
      transitionProps={{ duration: 150 }}
    >
      {remind.data === undefined ? (
        <div className={classes.form}>
          <p>{t('people.reminding.text', { count })}</p>
          {remind.error !== null && <ProblemBox error={remind.error} />}
          <Group>
            <Button loading={remind.isPending} onClick={() => remind.mutate()}>
              {t('people.reminding.do', { count })}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('people.cancel')}
            </Button>
          </Group>
        </div>
      ) : (
        <LeftOut
          said={t('people.reminding.done', { count: remind.data.reminded })}
          skipped={remind.data.skipped}
          examples={remind.data.examples}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}
