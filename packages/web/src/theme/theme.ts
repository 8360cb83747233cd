import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const SAND: MantineColorsTuple = [
  '#fbeee4',
  '#f6dcc8',
  '#efc3a0',
  '#e7a776',
  '#dc8a51',
  '#cf7239',
  '#c2612c',
  '#b3561f',
  '#98470f',
  '#7a3809',
]

/** Greys of the dark scheme, as warm as those of the light one. */
const DUSK: MantineColorsTuple = [
  '#efe9e1',
  '#b0a698',
  '#857a6d',
  '#5c544a',
  '#4a433a',
  '#302b26',
  '#23201c',
  '#1e1b17',
  '#191613',
  '#12100e',
]

/** The one theme: Mantine's parts in our colours (`tokens.css`), sizes on a grid of 4 px, two weights. */
export const theme = createTheme({
  colors: { sand: SAND, dark: DUSK },
  primaryColor: 'sand',
  primaryShade: { light: 7, dark: 7 },
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  fontWeights: { regular: '400', medium: '600', bold: '600' },
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '19px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  radius: { sm: '4px', md: '8px', lg: '12px' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Drawer: { styles: { title: { fontSize: 16, lineHeight: '24px', fontWeight: 600 } } },
    // An empty place that takes the focus first is no part of a menu (WAI-ARIA 1.2 §5.3).
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, transitionProps: { duration: 100 } } },
    Modal: { styles: { title: { fontSize: 16, lineHeight: '24px', fontWeight: 600 } } },
    InputWrapper: {
      styles: { label: { marginBottom: 4 }, description: { fontSize: 13, lineHeight: '20px', marginBottom: 4 } },
    },
  },
})

const COLOURS = {
  '--mantine-color-body': 'var(--page)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--quiet)',
  '--mantine-color-placeholder': 'var(--quiet)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--card)',
  '--mantine-color-default-hover': 'var(--idle-soft)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-gray-light-hover': 'var(--idle-soft)',
  '--mantine-color-disabled': 'var(--idle-soft)',
  '--mantine-color-disabled-color': 'var(--quiet)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-color-red-filled': 'var(--danger)',
  '--mantine-color-red-filled-hover': 'var(--danger-strong)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-strong)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent-text)',
  '--mantine-color-sand-light-color': 'var(--accent-text)',
  '--mantine-color-sand-light-hover': 'var(--accent-soft)',
  '--combobox-chevron-color': 'var(--quiet)',
  '--mantine-color-sand-filled': 'var(--accent)',
  '--mantine-color-sand-filled-hover': 'var(--accent-strong)',
}

export const colours: CSSVariablesResolver = () => ({ variables: {}, light: COLOURS, dark: COLOURS })
