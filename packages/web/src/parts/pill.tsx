import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import classes from './parts.module.css'

export type Tone = 'ok' | 'going' | 'warning' | 'bad' | 'idle'

/** A state: colour, icon and word together, never colour alone. */
export function Pill({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone
  readonly icon: IconName
  readonly children: ReactNode
}) {
  return (
    <span className={classes.pill} data-tone={tone}>
      <Icon name={icon} size={14} />
      <span>{children}</span>
    </span>
  )
}
