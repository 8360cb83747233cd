/** Something that is drawn over time. */
export interface Layer {
  readonly name: string
  /** Of `chart.module.css`. */
  readonly look: 'area' | 'pace' | 'verified' | 'ok' | 'going' | 'idle' | 'warning' | 'bad'
  /** At even steps of time, one or more. */
  readonly values: readonly number[]
  /** What an area stands on; undefined: a line. */
  readonly floor?: readonly number[]
  /** Keeps its value until the next step. */
  readonly stepped?: boolean
}

/** The number that people would end an axis with: 1, 2 or 5 with zeros, not below the value. */
export function niceTop(value: number): number {
  if (value <= 4) return 4
  const unit = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((times) => times * unit).find((top) => top >= value) ?? 10 * unit
}

/** The `d` of a path that fills this width and height; `top` is as high as the height. */
export function pathOf(
  { values, floor, stepped = false }: Pick<Layer, 'values' | 'floor' | 'stepped'>,
  top: number,
  width: number,
  height: number,
): string {
  if (values.length === 0) return ''
  const step = values.length < 2 ? 0 : width / (values.length - 1)
  const place = (value: number, index: number): [x: number, y: number] => [
    round(index * step),
    round(height - (Math.min(value, top) / top) * height),
  ]
  const there = values.map((value, index) => place(value, index))
  if (floor === undefined) return `M${along(there, stepped)}`
  const back = floor.map((value, index) => place(value, index))
  // Back by the same way, so that steps fall where they rose.
  return `M${along(there, stepped)}L${along(back, stepped).split('L').reverse().join('L')}Z`
}

const along = (points: readonly (readonly [number, number])[], stepped: boolean): string =>
  points
    .flatMap(([x, y], index) => {
      const before = points[index - 1]
      return stepped && before !== undefined ? [`${x} ${before[1]}`, `${x} ${y}`] : [`${x} ${y}`]
    })
    .join('L')

const round = (value: number): number => Math.round(value * 10) / 10
