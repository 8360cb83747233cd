import { run } from './command/run.ts'

// A reader that has gone (`| head`) must not end a pass in its middle: what is written to it is dropped.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

process.exitCode = await run(process.argv.slice(2), { out: process.stdout, err: process.stderr })
