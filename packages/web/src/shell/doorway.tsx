import { Group } from '@mantine/core'
import type { ReactNode } from 'react'
import pages from '../pages/pages.module.css'
import { Mark } from '../parts/icon.tsx'
import { ColourSwitch, LanguageSwitch } from './switches.tsx'

/** The frame of pages for who has not signed in: the language first. */
export function Doorway({ children }: { readonly children: ReactNode }) {
  return (
    <div className={pages.doorway}>
      <header className={pages.doorwayTop}>
        <span className={pages.brand}>
          <Mark />
          <span>Caravan</span>
        </span>
        <Group gap="xs">
          <LanguageSwitch />
          <ColourSwitch />
        </Group>
      </header>
      <main className={pages.doorwayBody}>{children}</main>
    </div>
  )
}
