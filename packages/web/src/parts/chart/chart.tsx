import { type PointerEvent, type ReactNode, useId, useState } from 'react'
import { useWords } from '../../words/use-words.ts'
import classes from './chart.module.css'
import { type Layer, niceTop, pathOf } from './paths.ts'

interface Row {
  readonly label: string
  readonly cells: readonly string[]
}

interface Props {
  /** What it shows, for who hears it. */
  readonly title: string
  /** What is to be seen in it, in a sentence. */
  readonly summary: string
  /** Each with as many values as there are times; drawn in this order. */
  readonly layers: readonly Layer[]
  /** The ends of the axis of time, and what lies between, evenly. */
  readonly times: readonly string[]
  /** What stands at one place of the axis, when it is pointed at. */
  readonly read: (index: number) => string
  /** The same as a table. */
  readonly table: { readonly head: readonly string[]; readonly rows: readonly Row[] }
  /** Values that the height is made for; else the largest one, rounded up. */
  readonly top?: number
  readonly children?: ReactNode
}

const [WIDTH, HEIGHT] = [600, 120]

/** Lines or areas over time. Time flows as one reads; whoever does not see it has the sentence and the table. */
export function Chart({ title, summary, layers, times, read, table, top, children }: Props) {
  const { t, number } = useWords()
  const id = useId()
  const [pointed, setPointed] = useState<number>()
  const count = layers[0]?.values.length ?? 0
  const height = top ?? niceTop(Math.max(0, ...layers.flatMap(({ values }) => values)))
  const point = ({ currentTarget, clientX }: PointerEvent<SVGSVGElement>) => {
    const { left, right, width } = currentTarget.getBoundingClientRect()
    const rtl = document.documentElement.dir === 'rtl'
    setPointed(
      Math.min(count - 1, Math.max(0, Math.round(((rtl ? right - clientX : clientX - left) / width) * (count - 1)))),
    )
  }
  const x = pointed === undefined || count < 2 ? 0 : (pointed / (count - 1)) * WIDTH
  return (
    <figure className={classes.chart}>
      <div className={classes.plot}>
        <span className={classes.top} aria-hidden="true">
          {number(height)}
        </span>
        <svg
          role="img"
          aria-labelledby={`${id}-title ${id}-summary`}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="directed"
          onPointerMove={point}
          onPointerLeave={() => setPointed(undefined)}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-summary`}>{summary}</desc>
          {[0, 0.5, 1].map((share) => (
            <path key={share} className={classes.grid} d={`M0 ${share * HEIGHT}H${WIDTH}`} />
          ))}
          {layers.map(({ name, look, ...layer }) => (
            <path key={name} className={classes.layer} data-look={look} d={pathOf(layer, height, WIDTH, HEIGHT)} />
          ))}
          {pointed !== undefined && <path className={classes.pointed} d={`M${x} 0V${HEIGHT}`} />}
        </svg>
        {pointed !== undefined && (
          <span className={classes.read} aria-hidden="true">
            {read(pointed)}
          </span>
        )}
      </div>
      <div className={classes.times} aria-hidden="true">
        {times.map((time, index) => (
          <span key={`${index} ${time}`}>{time}</span>
        ))}
      </div>
      {children}
      <details className={classes.table}>
        <summary>{t('chart.table')}</summary>
        <div tabIndex={0} role="region" aria-label={title}>
          <table>
            <thead>
              <tr>
                {table.head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map(({ label, cells }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {cells.map((cell, index) => (
                    <td key={table.head[index + 1] ?? index}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}

/** Which line is which: a sample of it beside its word. */
export function Legend({ entries }: { readonly entries: readonly { readonly name: string; readonly look: string }[] }) {
  return (
    <ul className={classes.legend}>
      {entries.map(({ name, look }) => (
        <li key={name}>
          <span className={classes.swatch} data-look={look} aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  )
}
