/** Our own line icons, 16 by 16; beside a word always, so they say nothing to a screen reader. */
const PATHS = {
  check: 'M3.5 8.500l3 3 6-7',
  dot: 'M8 5.500a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z',
  ring: 'M8 3.500a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z',
  running: 'M3 8h9M8.5 4.500L12 8l-3.5 3.5',
  clock: 'M8 2.500a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 5v3.200l2 1.300',
  pause: 'M6 4v8M10 4v8',
  alert: 'M8 2.500l6 10.500H2zM8 6.500v3M8 11.200v.1',
  stop: 'M8 2.500a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 5v3.500M8 10.700v.1',
  menu: 'M2.5 4.500h11M2.5 8h11M2.5 11.500h11',
  plus: 'M8 3.500v9M3.5 8h9',
  down: 'M4 6l4 4 4-4',
  out: 'M6.5 3H3v10h3.500M7 8h6M10.5 5.500L13 8l-2.5 2.5',
  minus: 'M4 8h8',
  search: 'M7 3a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM10 10l3.500 3.500',
  more: 'M3.2 8h.1M8 8h.1M12.800 8h.1',
  file: 'M9 2.500H4v11h8v-8zM9 2.500v3h3',
  letter: 'M2.500 4h11v8h-11zM2.500 4.500L8 9l5.500-4.500',
  code: 'M2.500 2.500h4v4h-4zM9.500 2.500h4v4h-4zM2.500 9.500h4v4h-4zM9.500 9.500h1.500v1.500M13.500 9.500v4h-4v-1.500',
  people:
    'M6 3a2.300 2.300 0 1 0 0 4.600a2.300 2.300 0 1 0 0-4.600zM1.800 13c.3-2.400 2-3.800 4.200-3.800s3.900 1.400 4.200 3.800M10.500 3.200a2.300 2.300 0 0 1 0 4.200M12 9.600c1.300.5 2.100 1.700 2.300 3.400',
} as const
export type IconName = keyof typeof PATHS

/** Which show a direction, and point the other way where one reads from right to left. */
const DIRECTED: ReadonlySet<IconName> = new Set(['running', 'out'])

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill={name === 'dot' ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={DIRECTED.has(name) ? 'directed' : undefined}
    >
      <path d={PATHS[name]} />
    </svg>
  )
}

/** The humps. */
export function Mark() {
  return (
    <svg
      viewBox="0 0 32 32"
      width="28"
      height="28"
      fill="none"
      stroke="var(--drawn)"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M3 23c4.5 0 4.5-10 8-10s3 6 5.5 6 2.5-11 6.5-11 2.5 15 6 15" />
    </svg>
  )
}
