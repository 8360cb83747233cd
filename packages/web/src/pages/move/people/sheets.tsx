import type { AnswerOf, employees } from '@caravan/contract'
import { Button, CopyButton, Group, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Employee } from '../../../api/people-queries.ts'
import { type InMove, meQuery, moveQuery } from '../../../api/queries.ts'
import { LocalAddress } from '../../../parts/local-address.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { QrCode } from '../../../parts/qr.tsx'
import { WaitingRows } from '../../../parts/waiting.tsx'
import { useWords, wordsIn } from '../../../words/use-words.ts'
import { fetchWords, LANGUAGES, type Language } from '../../../words/words.ts'
import { sheetRows } from './sheet-rows.ts'
import classes from './sheets.module.css'

type Link = AnswerOf<typeof employees.inviteEmployees>['links'][number]

interface Props {
  readonly at: InMove
  /** Shown here and nowhere else: nobody can read them again. */
  readonly links: readonly Link[]
  /** Employees that are known already. */
  readonly rows: readonly Employee[]
  /** Of all sheets; null: each in the language of who gets it. */
  readonly language: Language | null
  readonly onClose: () => void
}

/** One page a person to print and hand over, with the link as a QR code. */
export function Sheets({ at, links, rows, language, onClose }: Props) {
  const { t } = useWords()
  const known = useQuery({
    queryKey: ['sheets', at.move, links.map(({ mailbox }) => mailbox)],
    queryFn: async () => {
      const found = await sheetRows(at, links, rows)
      await Promise.all([...new Set(found.map((one) => language ?? one.language))].map(fetchWords))
      return found
    },
    staleTime: 'static',
    gcTime: 0,
  })
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={t('people.sheets.title', { count: links.length })}
      closeButtonProps={{ 'aria-label': t('shell.shut') }}
      classNames={{ inner: classes.inner, content: classes.content, header: classes.header, body: classes.body }}
      transitionProps={{ duration: 0 }}
      closeOnEscape={false}
    >
      <div className={classes.about}>
        <p>{t('people.sheets.text')}</p>
        <LocalAddress />
        <Group>
          <Button onClick={() => window.print()} disabled={known.data === undefined}>
            {t('people.sheets.print', { count: links.length })}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('people.sheets.close')}
          </Button>
        </Group>
      </div>
      {known.error !== null && <ProblemBox error={known.error} again={() => void known.refetch()} />}
      {known.isPending && <WaitingRows rows={3} />}
      {known.data?.map((row) => {
        const link = links.find(({ mailbox }) => mailbox === row.mailbox)
        return (
          link && (
            <div key={row.mailbox}>
              <CopyLink row={row} link={link.link} />
              <Sheet at={at} link={link} row={row} language={language ?? row.language} />
            </div>
          )
        )
      })}
    </Modal>
  )
}

/** To send a link by a chat in place of paper; it is not printed. */
function CopyLink({ row, link }: { readonly row: Employee; readonly link: string }) {
  const { t } = useWords()
  return (
    <div className={classes.copy}>
      <bdi>{row.displayName === '' ? row.sourceAddress : row.displayName}</bdi>
      <CopyButton value={link}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" onClick={copy}>
            {t(copied ? 'need.copied' : 'people.sheets.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}

function Sheet(props: {
  readonly at: InMove
  readonly link: Link
  readonly row: Employee
  readonly language: Language
}) {
  const { at, link, row, language } = props
  const { t, day } = wordsIn(language)
  const { data: me } = useQuery(meQuery)
  const { data: move } = useQuery(moveQuery(at))
  const company = me?.organisations.find(({ id }) => id === at.organisation)?.name ?? ''
  const cutOver = move?.cutOverOn ?? null
  const { dir, locale } = LANGUAGES[language]
  return (
    <article className={classes.sheet} lang={locale} dir={dir}>
      <header>
        <p className={classes.company}>
          <bdi>{company}</bdi>
        </p>
        <h2 className={classes.name}>
          <bdi>{row.displayName === '' ? row.sourceAddress : row.displayName}</bdi>
        </h2>
        <p className={classes.address}>
          <bdi dir="ltr">{row.sourceAddress}</bdi>
        </p>
      </header>
      <h3>{t('people.sheet.title')}</h3>
      <p>
        {t('people.sheet.why', { company })} {cutOver !== null && t('people.sheet.day', { day: day(cutOver) })}
      </p>
      <ol>
        <li>{t('people.sheet.open')}</li>
        <li>{t('people.sheet.follow')}</li>
        <li>{t('people.sheet.stays')}</li>
      </ol>
      <div className={classes.code}>
        <QrCode link={link.link} label={t('people.sheet.code')} />
        <p dir="ltr" className={classes.link}>
          {link.link}
        </p>
      </div>
      <footer>
        <p>{t('people.sheet.yours', { day: day(link.expiresAt) })}</p>
        <p>{t('people.sheet.never', { name: me?.name ?? '' })}</p>
      </footer>
    </article>
  )
}
