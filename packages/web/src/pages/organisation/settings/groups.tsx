import { type AnswerOf, organisations } from '@caravan/contract'
import { Button, Checkbox, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import type { InOrganisation } from '../../../api/queries.ts'
import { groupsQuery, projectsQuery, useSetting } from '../../../api/settings-queries.ts'
import { Card } from '../../../parts/card.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import classes from './settings.module.css'

type Member = AnswerOf<typeof organisations.listMembers>['items'][number]
type Project = AnswerOf<typeof organisations.listProjects>['items'][number]
type Kind = Project['kind'] | 'group'

/** A group, or a project with its kind. */
interface Named {
  readonly id: string | undefined
  readonly name: string
  readonly kind: Kind
  readonly members: readonly string[]
}

const PROJECTS = ['brand', 'region', 'department'] as const

interface Props {
  readonly at: InOrganisation
  readonly members: readonly Member[]
  readonly mayChange: boolean
}

/** Members by group, and by brand, region or department. */
export function Groups({ at, members, mayChange }: Props) {
  const { t } = useWords()
  const groups = useQuery(groupsQuery(at))
  const projects = useQuery(projectsQuery(at))
  const [open, setOpen] = useState<Named>()
  const remove = useSetting(at, ({ id, kind }: Named) =>
    kind === 'group'
      ? client.call(organisations.removeGroup, { params: { ...at, group: id ?? '' } })
      : client.call(organisations.removeProject, { params: { ...at, project: id ?? '' } }),
  )
  const named: Named[] = [
    ...(groups.data?.items ?? []).map((one) => ({ ...one, kind: 'group' as const })),
    ...(projects.data?.items ?? []),
  ]
  const error = groups.error ?? projects.error ?? remove.error
  return (
    <Card title={t('settings.groups.title')}>
      <p className={classes.quiet}>{t('settings.groups.text')}</p>
      {error !== null && <ProblemBox error={error} />}
      <ul className={classes.list}>
        {named.map((one) => (
          <li key={one.id}>
            <span>
              <strong>
                <bdi>{one.name}</bdi>
              </strong>
              <span className={classes.quiet}>
                {t(`settings.groups.kind.${one.kind}`)} · {t('settings.groups.members', { count: one.members.length })}
              </span>
            </span>
            {mayChange && (
              <span className={classes.end}>
                <Button
                  variant="default"
                  aria-label={t('settings.groups.changeNamed', { name: one.name })}
                  onClick={() => setOpen(one)}
                >
                  {t('settings.change')}
                </Button>
                <Button
                  variant="default"
                  aria-label={t('settings.groups.removeNamed', { name: one.name })}
                  onClick={() => remove.mutate(one)}
                >
                  {t('settings.remove')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <Button variant="default" onClick={() => setOpen({ id: undefined, name: '', kind: 'group', members: [] })}>
          {t('settings.groups.make')}
        </Button>
      )}
      <Modal
        opened={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={open === undefined || open.name === '' ? t('settings.groups.make') : open.name}
        centered
        closeButtonProps={{ 'aria-label': t('shell.shut') }}
        transitionProps={{ duration: 150 }}
      >
        {open !== undefined && <GroupForm at={at} members={members} group={open} onDone={() => setOpen(undefined)} />}
      </Modal>
    </Card>
  )
}

function GroupForm(props: Omit<Props, 'mayChange'> & { readonly group: Named; readonly onDone: () => void }) {
  const { at, members, group, onDone } = props
  const { t } = useWords()
  const [name, setName] = useState(group.name)
  const [kind, setKind] = useState<Kind>(group.kind)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(group.members))
  const put = useSetting(at, () => {
    const body = { name, members: [...chosen] }
    return kind === 'group'
      ? client.call(organisations.putGroup, { params: at, body })
      : client.call(organisations.putProject, { params: at, body: { ...body, kind } })
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    put.mutate(undefined, { onSuccess: onDone })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      {group.id === undefined && (
        <>
          <NativeSelect
            className={classes.wide}
            label={t('settings.groups.what')}
            value={kind}
            data={(['group', ...PROJECTS] as const).map((one) => ({
              value: one,
              label: t(`settings.groups.kind.${one}`),
            }))}
            onChange={({ currentTarget }) => setKind(currentTarget.value as Kind)}
          />
          <TextInput
            className={classes.wide}
            label={t('settings.groups.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={200}
            required
            withAsterisk={false}
          />
        </>
      )}
      {members.map(({ user, name: member, email }) => (
        <Checkbox
          key={user}
          label={<bdi>{`${member} · ${email}`}</bdi>}
          checked={chosen.has(user)}
          onChange={({ currentTarget: { checked } }) =>
            setChosen(new Set(checked ? [...chosen, user] : [...chosen].filter((one) => one !== user)))
          }
        />
      ))}
      {put.error !== null && <ProblemBox error={put.error} />}
      <Button type="submit" loading={put.isPending}>
        {t('settings.save')}
      </Button>
    </form>
  )
}
