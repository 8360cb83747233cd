import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { foldersQuery, type InMailbox, type MailboxFolder } from '../../../../api/mailboxes-queries.ts'
import { useWords } from '../../../../words/use-words.ts'
import classes from '../panel.module.css'
import { Section } from './section.tsx'

const FIRST = 8
const RUNGS = ['exact', 'normalised', 'equivalent', 'mismatched'] as const

/** How far each folder is; and how what is there compares with the original. */
export function Folders({ at, copying }: { readonly at: InMailbox; readonly copying: boolean }) {
  const { t, number } = useWords()
  const query = useQuery(foldersQuery(at, copying))
  const [all, setAll] = useState(false)
  return (
    <>
      <Section
        title={t('panel.folders')}
        query={query}
        aside={({ total }) => total > 0 && <span className={classes.quiet}>{number(total)}</span>}
      >
        {({ items, total }) =>
          items.length === 0 ? (
            <p className={classes.quiet}>{t('panel.foldersNone')}</p>
          ) : (
            <>
              <ul className={classes.lines}>
                {(all ? items : items.slice(0, FIRST)).map((folder) => (
                  <Folder key={folder.name} folder={folder} />
                ))}
              </ul>
              {items.length > FIRST && (
                <Button variant="subtle" size="sm" onClick={() => setAll(!all)} aria-expanded={all}>
                  {all ? t('overview.fewer') : t('overview.more', { count: items.length - FIRST })}
                </Button>
              )}
              {all && total > items.length && (
                <p className={classes.quiet}>{t('panel.foldersMore', { count: total - items.length })}</p>
              )}
            </>
          )
        }
      </Section>
      {query.data !== undefined && query.data.items.some(({ there }) => there > 0) && (
        <Verification folders={query.data.items} />
      )}
    </>
  )
}

function Folder({ folder }: { readonly folder: MailboxFolder }) {
  const { t, number } = useWords()
  const { name, messages, there } = folder
  const whole = there >= messages
  const percent = messages === 0 ? 100 : Math.floor((there / messages) * 100)
  return (
    <li className={classes.folder}>
      <span className={classes.folderName}>
        <bdi>{name}</bdi>
      </span>
      <span className={classes.quiet}>
        {whole ? number(messages) : t('panel.of', { done: number(there), of: number(messages) })}
      </span>
      {!whole && (
        <span className={classes.folderBar} aria-hidden="true">
          <span style={{ inlineSize: `${percent}%` }} />
        </span>
      )}
    </li>
  )
}

/** The rungs on which the checks of its messages stand. */
function Verification({ folders }: { readonly folders: readonly MailboxFolder[] }) {
  const { t, number } = useWords()
  const sum = (of: (folder: MailboxFolder) => number) => folders.reduce((before, folder) => before + of(folder), 0)
  const there = sum((folder) => folder.there)
  const checked = RUNGS.map((rung) => ({ rung, count: sum((folder) => folder[rung]) }))
  const unread = there - checked.reduce((before, { count }) => before + count, 0)
  return (
    <section className={classes.section} aria-label={t('panel.verification')}>
      <div className={classes.sectionHead}>
        <h3>{t('panel.verification')}</h3>
        <span className={classes.quiet}>{t('panel.read', { done: number(there - unread), of: number(there) })}</span>
      </div>
      <ul className={classes.lines}>
        {checked
          .filter(({ rung, count }) => count > 0 || rung === 'exact')
          .map(({ rung, count }) => (
            <li key={rung}>
              <span>
                {t(`rung.${rung}.name`)}
                <span className={classes.note}>{t(`rung.${rung}.text`)}</span>
              </span>
              <strong>{number(count)}</strong>
            </li>
          ))}
        {unread > 0 && (
          <li>
            <span>{t('panel.unread')}</span>
            <strong>{number(unread)}</strong>
          </li>
        )}
      </ul>
    </section>
  )
}
