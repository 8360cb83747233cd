import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where the lab keeps the unpacked servers: `CARAVAN_LAB`, else `/var/cache/caravan-lab` for root and
 * `~/.cache/caravan-lab` for anybody else. Outside the checkout, so that a second clone fetches nothing; not below
 * /tmp or /var/tmp, where another user of the machine could put a program for root to run.
 */
export function labFolder(): string {
  const chosen = process.env['CARAVAN_LAB']
  if (chosen) return chosen
  if (process.getuid?.() === 0) return '/var/cache/caravan-lab'
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'caravan-lab')
}
