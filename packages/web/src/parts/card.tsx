import type { ReactNode } from 'react'
import classes from './parts.module.css'

/** A titled card: a region that a screen reader can go to. */
export function Card({
  title,
  aside,
  children,
}: {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className={classes.card} aria-label={title}>
      <div className={classes.cardHead}>
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** An empty page that teaches: what this is for, the first step, an example. */
export function Empty(props: {
  readonly title: string
  readonly text: string
  readonly example?: string
  readonly children?: ReactNode
}) {
  return (
    <section className={classes.empty} aria-label={props.title}>
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.example !== undefined && <p className={classes.example}>{props.example}</p>}
      {props.children}
    </section>
  )
}
