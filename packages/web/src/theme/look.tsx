import {
  DirectionProvider,
  localStorageColorSchemeManager,
  MantineProvider,
  mergeThemeOverrides,
  useDirection,
} from '@mantine/core'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useWords } from '../words/use-words.ts'
import { LANGUAGES } from '../words/words.ts'
import { colours, theme } from './theme.ts'

declare global {
  // Read by the part that stops the page behind a dialog from scrolling; it writes a style, too.
  var __webpack_nonce__: string | undefined
}

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
globalThis.__webpack_nonce__ = nonce

const schemes = localStorageColorSchemeManager({ key: 'caravan.colours' })

/** The theme, in the direction of the language. */
export function Look({ children }: { readonly children: ReactNode }) {
  const { t } = useWords()
  const showPassword = t('remedy.passwordShow')
  const worded = useMemo(() => {
    // Who types with the keyboard alone wants to see a password as well.
    const defaultProps = {
      visibilityToggleFocusable: true,
      visibilityToggleButtonProps: { 'aria-label': showPassword },
    }
    return mergeThemeOverrides(theme, { components: { PasswordInput: { defaultProps } } })
  }, [showPassword])
  return (
    <DirectionProvider detectDirection={false}>
      <MantineProvider
        theme={worded}
        cssVariablesResolver={colours}
        colorSchemeManager={schemes}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <FollowLanguage />
        {children}
      </MantineProvider>
    </DirectionProvider>
  )
}

function FollowLanguage() {
  const { language } = useWords()
  const { setDirection } = useDirection()
  useEffect(() => setDirection(LANGUAGES[language].dir), [language, setDirection])
  return null
}
