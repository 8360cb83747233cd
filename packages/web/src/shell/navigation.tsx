import { Button, NativeSelect } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { meQuery, movesQuery } from '../api/queries.ts'
import { signOut } from '../api/sign-in.ts'
import { MOVE_PAGES } from '../pages/move/pages.ts'
import { Icon } from '../parts/icon.tsx'
import { useWords } from '../words/use-words.ts'
import classes from './shell.module.css'
import { ColourSwitch, LanguageSwitch } from './switches.tsx'

/** Moves that are listed; the page of moves has them all. */
const LISTED = 12

/** The organisation, its moves, the pages of the move that is open, and what belongs to the person. */
export function Navigation() {
  const { organisation } = useParams({ strict: false })
  return (
    <div className={classes.navigation}>
      <Organisations chosen={organisation} />
      {organisation !== undefined && <Moves organisation={organisation} />}
      {organisation !== undefined && <Company organisation={organisation} />}
      <div className={classes.own}>
        <LanguageSwitch />
        <ColourSwitch />
        <SignOut />
      </div>
    </div>
  )
}

function Organisations({ chosen }: { readonly chosen: string | undefined }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const { data: me } = useQuery(meQuery)
  const organisations = me?.organisations ?? []
  const [first] = organisations
  if (first === undefined) return null
  if (organisations.length === 1) return <p className={classes.organisation}>{first.name}</p>
  return (
    <NativeSelect
      aria-label={t('shell.organisation')}
      value={chosen ?? ''}
      data={organisations.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={({ currentTarget }) =>
        void navigate({ to: '/organisations/$organisation', params: { organisation: currentTarget.value } })
      }
    />
  )
}

function Moves({ organisation }: { readonly organisation: string }) {
  const { t } = useWords()
  const { move: chosen } = useParams({ strict: false })
  const { data } = useQuery(movesQuery({ organisation }))
  const moves = data?.items ?? []
  const listed = moves.filter(({ id }, index) => index < LISTED || id === chosen)
  return (
    <nav aria-label={t('shell.moves')}>
      <Link
        to="/organisations/$organisation/moves"
        params={{ organisation }}
        activeOptions={{ exact: true }}
        className={classes.link}
      >
        {t('shell.moves')}
      </Link>
      {listed.map(({ id, name }) => (
        <div key={id}>
          <Link
            to="/organisations/$organisation/moves/$move/overview"
            params={{ organisation, move: id }}
            className={classes.moveLink}
            data-open={id === chosen || undefined}
          >
            <bdi>{name}</bdi>
          </Link>
          {id === chosen && MOVE_PAGES.length > 1 && (
            <ul className={classes.pages}>
              {MOVE_PAGES.map((page) => (
                <li key={page}>
                  <Link
                    to={`/organisations/$organisation/moves/$move/${page}` as const}
                    params={{ organisation, move: id }}
                    className={classes.link}
                  >
                    {t(`pages.${page}`)}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </nav>
  )
}

/** What belongs to the organisation and to no move. */
function Company({ organisation }: { readonly organisation: string }) {
  const { t } = useWords()
  return (
    <nav aria-label={t('shell.organisation')}>
      <Link to="/organisations/$organisation/settings" params={{ organisation }} className={classes.link}>
        {t('settings.title')}
      </Link>
      <Link to="/organisations/$organisation/audit" params={{ organisation }} className={classes.link}>
        {t('audit.title')}
      </Link>
    </nav>
  )
}

function SignOut() {
  const { t } = useWords()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const end = async () => {
    await signOut()
    await navigate({ to: '/sign-in' })
    queries.clear()
  }
  return (
    <Button variant="subtle" color="gray" justify="start" leftSection={<Icon name="out" />} onClick={() => void end()}>
      {t('shell.signOut')}
    </Button>
  )
}
