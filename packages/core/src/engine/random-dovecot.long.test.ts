import { dovecotRuns } from './testing/model/dovecot-runs.ts'

dovecotRuns(Number(process.env['CARAVAN_RANDOM_DOVECOT_RUNS'] ?? 300))
