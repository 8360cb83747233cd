import { Button, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Service } from '../../../api/setup-queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import { useMove } from '../../where.ts'
import { Details } from './details/details.tsx'
import { LookPanel } from './look.tsx'
import classes from './setup.module.css'
import { useServices } from './use-services.ts'

/** A service that is named, looked at again when its page is opened. */
export function ServiceCard({ service, edit }: { readonly service: Service; readonly edit: () => void }) {
  const { t } = useWords()
  const may = useMayPlan(useMove())
  const { name } = service
  return (
    <article className={classes.card} aria-label={name}>
      <div className={classes.cardHead}>
        <div>
          <h3>
            <bdi>{name}</bdi>
          </h3>
          <ServicePlace service={service} />
        </div>
        {may && (
          <div className={classes.buttons}>
            <Button variant="default" size="sm" onClick={edit}>
              {t('setupService.edit')}
            </Button>
            <Remove service={service} />
          </div>
        )}
      </div>
      {may && <LookPanel place={service} />}
      <Details service={service} />
    </article>
  )
}

/** Host and port with the kind of encryption. */
export function ServicePlace({ service: { host, port, tls } }: { readonly service: Service }) {
  const { t } = useWords()
  return (
    <p className={classes.place}>
      <bdi dir="ltr">
        {host}:{port}
      </bdi>
      {' · '}
      {t(`setupService.tlsOf.${tls}`)}
    </p>
  )
}

function Remove({ service: { id, name } }: { readonly service: Service }) {
  const { t } = useWords()
  const [opened, { open, close }] = useDisclosure()
  const { remove } = useServices()
  return (
    <>
      <Button variant="default" size="sm" onClick={open}>
        {t('setupService.remove')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('setupService.removeTitle', { name })}
        closeButtonProps={{ 'aria-label': t('shell.shut') }}
        transitionProps={{ duration: 150 }}
      >
        <div className={classes.fields}>
          <p>{t('setupService.removeText')}</p>
          {remove.error !== null && <ProblemBox error={remove.error} />}
          <div className={classes.buttons}>
            <Button loading={remove.isPending} onClick={() => remove.mutate(id, { onSuccess: close })}>
              {t('setupService.removeYes')}
            </Button>
            <Button variant="default" onClick={close}>
              {t('setupService.cancel')}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  )
}
