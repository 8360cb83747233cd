import { command } from './command.ts'

/**
 * Puts an unpacked tree before the machine's own /usr, in a mount namespace that only the server sees: its programs,
 * modules and libraries then stand where they were built to stand, and nothing of the machine changes. Root needs the
 * right to mount (a container often lacks it); anybody else gets it inside a user namespace of their own, and goes back
 * to their own uid inside a second one.
 */
export function overlaid(root: string, argv: readonly string[]): string[] {
  const mount = 'mount -t overlay overlay -o "lowerdir=$1/usr:/usr" /usr && shift && exec "$@"'
  const uid = process.getuid?.() ?? 0
  if (uid === 0) return ['unshare', '--mount', 'sh', '-c', mount, 'sh', root, ...argv]
  const back = ['unshare', '--user', `--map-user=${uid}`, `--map-group=${process.getgid?.() ?? 0}`]
  const inside = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', mount, 'sh', root]
  // New credentials make the kernel forget the signal that startOwned asked for: it is asked for again.
  return [...inside, ...back, 'setpriv', '--pdeathsig', 'TERM', ...argv]
}

const answers = new Map<string, Promise<boolean>>()

/** Whether this machine lets us lay the tree over /usr. Asked once. */
export function canOverlay(root: string): Promise<boolean> {
  const known = answers.get(root)
  if (known) return known
  const [program = 'false', ...args] = overlaid(root, ['true'])
  const answer = command(program, args).then(
    () => true,
    () => false,
  )
  answers.set(root, answer)
  return answer
}
