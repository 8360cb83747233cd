import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { PasskeyRefused, signInWithPasskey } from '../../api/passkeys.ts'
import { ProblemBox } from '../../parts/problem.tsx'
import { useWords } from '../../words/use-words.ts'
import { SignInRefusal } from './refusal.tsx'

/** Signing in without a password; for browsers that can. */
export function PasskeyButton({ onEnter }: { readonly onEnter: () => void }) {
  const { t } = useWords()
  const entering = useMutation({ mutationFn: signInWithPasskey, onSuccess: onEnter })
  return (
    <>
      <Button variant="default" size="md" loading={entering.isPending} onClick={() => entering.mutate()}>
        {t('signIn.passkey')}
      </Button>
      {entering.error instanceof PasskeyRefused && <SignInRefusal what="passkeyRefused" />}
      {entering.error !== null && !(entering.error instanceof PasskeyRefused) && <ProblemBox error={entering.error} />}
    </>
  )
}
