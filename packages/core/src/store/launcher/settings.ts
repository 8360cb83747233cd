import type { Home } from './home.ts'
import { PORT } from './socket.ts'

/**
 * What the embedded server runs with; durability stays on (fsync, synchronous_commit, full_page_writes).
 * What was measured: docs/decisions/0001-embedded-postgresql.md.
 */
export function settings({ folder }: Home, socketDir: string): Record<string, string> {
  return {
    listen_addresses: '',
    port: String(PORT),
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    hba_file: `${folder}/pg_hba.conf`,
    ident_file: `${folder}/pg_ident.conf`,
    // Several Caravan processes with a pool each, and their queues.
    max_connections: '200',
    // 512 MB wrote no faster.
    shared_buffers: '128MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    // A recycled segment keeps what stood in it: after a purge a checkpoint is to leave nothing of an organisation.
    wal_recycle: 'off',
    checkpoint_timeout: '15min',
    // Nothing replicates this server; a restore then writes its rows once (6 million: 11 s instead of 13).
    wal_level: 'minimal',
    max_wal_senders: '0',
    random_page_cost: '1.1',
    jit: 'off',
    // Containers give /dev/shm 64 MB, too little for a parallel query.
    dynamic_shared_memory_type: 'mmap',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Statements and values are people's mail (subjects, addresses): they stay out of the log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  }
}
