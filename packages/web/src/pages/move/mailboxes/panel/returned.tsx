import { useLocation } from '@tanstack/react-router'
import { Trouble } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'

/** Why a consent did not open the mailbox, as the server says it behind the # on the way back from a provider. */
export function Returned() {
  const { t, maybe } = useWords()
  const hash = useLocation({ select: (location) => location.hash })
  const code = /^said=([a-z-]{1,40})$/.exec(hash)?.[1]
  if (code === undefined) return null
  return (
    <Trouble
      title={maybe(`refusal.${code}.title`) ?? t('refusal.consent-refused.title')}
      remedy={maybe(`refusal.${code}.remedy`) ?? t('refusal.consent-refused.remedy')}
    />
  )
}
