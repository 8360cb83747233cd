import { Trouble } from '../../parts/problem.tsx'
import { useWords } from '../../words/use-words.ts'

/** Why somebody did not come in. */
export function SignInRefusal({ what }: { readonly what: 'refused' | 'tooOften' | 'codeRefused' | 'passkeyRefused' }) {
  const { t } = useWords()
  return <Trouble title={t(`signIn.${what}.title`)} remedy={t(`signIn.${what}.remedy`)} />
}
