import type { ReactNode } from 'react'
import type { IconName } from '../../../parts/icon.tsx'
import { Pill, type Tone } from '../../../parts/pill.tsx'
import classes from './overview.module.css'

interface CardProps {
  readonly tone: Tone
  readonly icon: IconName
  readonly word: string
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}

/** What does not go on without somebody, and the buttons that mend it. */
export function NeedCard({ tone, icon, word, title, text, children }: CardProps) {
  return (
    <article className={classes.need}>
      <div>
        <Pill tone={tone} icon={icon}>
          {word}
        </Pill>
      </div>
      <h3>{title}</h3>
      <p>{text}</p>
      {children}
    </article>
  )
}
