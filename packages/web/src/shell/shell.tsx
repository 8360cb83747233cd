import { Drawer, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import pages from '../pages/pages.module.css'
import { Icon, Mark } from '../parts/icon.tsx'
import { useWords } from '../words/use-words.ts'
import { Navigation } from './navigation.tsx'
import classes from './shell.module.css'

/** The frame of every page with a session: the navigation at the side where one begins to read, the page beside it. */
export function Shell() {
  const { t } = useWords()
  const [opened, { open, close }] = useDisclosure()
  const { pathname } = useLocation()
  useEffect(close, [pathname, close])
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        {t('shell.skip')}
      </a>
      <header className={classes.top}>
        <UnstyledButton className={classes.menu} onClick={open} aria-label={t('shell.menu')}>
          <Icon name="menu" size={20} />
        </UnstyledButton>
        <Brand />
      </header>
      <div className={classes.side}>
        <Brand />
        <Navigation />
      </div>
      <Drawer
        opened={opened}
        onClose={close}
        title={t('shell.menu')}
        size={280}
        closeButtonProps={{ 'aria-label': t('shell.shut') }}
        transitionProps={{ duration: 150 }}
      >
        <Navigation />
      </Drawer>
      <main id="page" tabIndex={-1} className={classes.page}>
        <Outlet />
      </main>
    </div>
  )
}

const Brand = () => (
  <Link to="/" className={pages.brand}>
    <Mark />
    <span>Caravan</span>
  </Link>
)
