import { NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core'
import { useWords } from '../../../../words/use-words.ts'
import classes from './details.module.css'
import { BELOW, type FieldsProps, numberOf } from './fields.ts'
import { PROXY_PORTS } from './wishes.ts'

const PROXIES = ['none', 'socks5', 'http', 'https'] as const
const COMPRESSIONS = ['auto', 'always', 'never'] as const

interface Props extends FieldsProps {
  readonly password: string
  readonly setPassword: (password: string) => void
}

/** How a service is reached: through which proxy, compressed or not. */
export function WayFields({ service, wishes, change, wrong, password, setPassword }: Props) {
  const { t } = useWords()
  const { proxy } = wishes
  return (
    <fieldset className={classes.group}>
      <legend>{t('setupDetails.way')}</legend>
      <NativeSelect
        label={t('setupDetails.proxy')}
        description={t('setupDetails.proxyHint')}
        value={proxy}
        data={PROXIES.map((one) => ({ value: one, label: t(`setupDetails.proxyOf.${one}`) }))}
        onChange={({ currentTarget }) =>
          change({ proxy: PROXIES.find((one) => one === currentTarget.value) ?? 'none' })
        }
      />
      {proxy !== 'none' && (
        <>
          <div className={classes.place}>
            <TextInput
              label={t('setupDetails.proxyHost')}
              dir="ltr"
              value={wishes.proxyHost}
              error={wrong('host')}
              onChange={(event) => change({ proxyHost: event.currentTarget.value })}
              maxLength={253}
              required
              withAsterisk={false}
              autoComplete="off"
              spellCheck={false}
            />
            <NumberInput
              label={t('setupService.port')}
              dir="ltr"
              value={wishes.proxyPort}
              error={wrong('port')}
              placeholder={String(PROXY_PORTS[proxy])}
              onChange={(value) => change({ proxyPort: numberOf(value) })}
              min={1}
              max={65_535}
              clampBehavior="strict"
              allowDecimal={false}
              hideControls
            />
          </div>
          <div className={classes.two}>
            <TextInput
              label={t('setupDetails.proxyUser')}
              description={t('setupDetails.proxyUserHint')}
              inputWrapperOrder={BELOW}
              dir="ltr"
              value={wishes.proxyUser}
              error={wrong('user')}
              onChange={(event) => change({ proxyUser: event.currentTarget.value })}
              maxLength={255}
              autoComplete="off"
              spellCheck={false}
            />
            {wishes.proxyUser.trim() !== '' && (
              <PasswordInput
                label={t('setupDetails.proxyPassword')}
                description={t(service.hasProxyPassword ? 'setupSignIn.kept' : 'setupDetails.proxyPasswordHint')}
                inputWrapperOrder={BELOW}
                value={password}
                error={wrong('password')}
                onChange={(event) => setPassword(event.currentTarget.value)}
                maxLength={255}
                autoComplete="new-password"
              />
            )}
          </div>
          <p className={classes.quiet}>{t('setupDetails.proxyLook')}</p>
        </>
      )}
      <NativeSelect
        label={t('setupDetails.compress')}
        value={wishes.compress}
        data={COMPRESSIONS.map((one) => ({ value: one, label: t(`setupDetails.compressOf.${one}`) }))}
        onChange={({ currentTarget }) =>
          change({ compress: COMPRESSIONS.find((one) => one === currentTarget.value) ?? 'auto' })
        }
      />
    </fieldset>
  )
}
