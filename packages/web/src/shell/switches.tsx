import { type MantineColorScheme, NativeSelect, useMantineColorScheme } from '@mantine/core'
import { useWords } from '../words/use-words.ts'
import { keepLanguage, LANGUAGE_CODES, LANGUAGES, type Language, speak } from '../words/words.ts'

/** @param labelled with its name to be seen, beside fields that show theirs */
export function LanguageSwitch({ labelled = false }: { readonly labelled?: boolean }) {
  const { t, language } = useWords()
  return (
    <NativeSelect
      {...(labelled ? { label: t('shell.language') } : { 'aria-label': t('shell.language') })}
      value={language}
      data={LANGUAGE_CODES.map((code) => ({ value: code, label: LANGUAGES[code].name }))}
      onChange={({ currentTarget }) => {
        const chosen = currentTarget.value as Language
        keepLanguage(chosen)
        void speak(chosen)
      }}
    />
  )
}

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark']

export function ColourSwitch() {
  const { t } = useWords()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <NativeSelect
      aria-label={t('shell.colours')}
      value={colorScheme}
      data={SCHEMES.map((scheme) => ({ value: scheme, label: t(`shell.${scheme}`) }))}
      onChange={({ currentTarget }) => setColorScheme(currentTarget.value as MantineColorScheme)}
    />
  )
}
