#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node can't read the program itself, and here it can still be told what to do.
const [major] = process.versions.node.split('.').map(Number)
if (major >= 24) {
  // V8 lets the space for young objects grow to 64 MB while the program loads, and never gives it back. What runs for
  // months keeps it at 1 MB: docs/performance.md has what that saves and that it costs nothing.
  if (['serve', 'worker'].includes(process.argv[2]))
    (await import('node:v8')).setFlagsFromString('--semi-space-growth-factor=1')
  await import('../src/main.ts')
} else {
  console.error(
    `Caravan needs Node 24, and this is ${process.version}: start it with ./caravan after \`npm ci\`, which brings its own.`,
  )
  process.exitCode = 1
}
