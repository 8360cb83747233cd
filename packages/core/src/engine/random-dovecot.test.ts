import { dovecotRuns } from './testing/model/dovecot-runs.ts'

dovecotRuns(2)
