import { type BodyOf, exceptions } from '@caravan/contract'
import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { client } from '../../../api/client.ts'
import type { InMove } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { Confirm } from '../mailboxes/confirm.tsx'
import { useStep } from '../mailboxes/panel/use-step.ts'
import panel from '../mailboxes/panel.module.css'

/** Digits of Persian and Arabic as well: whoever types the number types it as their keyboard has it. */
const plain = (typed: string): string =>
  typed
    .replaceAll(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll(/[^\d]/g, '')

/** Signs that these stay as they are: with a reason, and, where they are several, with their number typed. */
export function AcceptDialog(props: {
  readonly at: InMove
  readonly which: BodyOf<typeof exceptions.acceptExceptions>['which']
  readonly count: number
  readonly onShut: () => void
}) {
  const { at, which, count, onShut } = props
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const step = useStep<unknown>(at, onShut)
  const sure = count === 1 || plain(typed) === String(count)
  return (
    <Confirm
      question={t('exceptions.acceptQuestion', { count })}
      text={t('exceptions.acceptText')}
      yes={t('exceptions.accept')}
      busy={step.isPending}
      off={!sure || reason.trim().length < 3}
      onNo={onShut}
      onYes={() =>
        step.mutate(() =>
          client.call(exceptions.acceptExceptions, { params: at, body: { which, reason, expected: count } }),
        )
      }
    >
      <div className={panel.form}>
        <Textarea
          data-autofocus
          mt="md"
          label={t('exceptions.reason')}
          placeholder={t('exceptions.reasonHint')}
          autosize
          minRows={2}
          maxLength={4_000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {count > 1 && (
          <TextInput
            label={t('exceptions.typeCount', { count })}
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {step.error !== null && <ProblemBox error={step.error} />}
      </div>
    </Confirm>
  )
}
