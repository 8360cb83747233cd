// Preloaded into the command: writes the most memory that it was ever resident with, in kB, when it ends. The kernel's
// own count of this address space; what getrusage says may be that of the process that started it.
import { readFileSync, writeFileSync } from 'node:fs'

process.on('exit', () => {
  const [, kilobytes = ''] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  writeFileSync(process.env['PEAK_MEMORY_FILE'] ?? '', kilobytes)
})
