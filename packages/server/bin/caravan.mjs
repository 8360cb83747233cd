#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node can't read the program itself, and here it can still be told what to do.
const [major] = process.versions.node.split('.').map(Number)
if (major >= 24) await import('../src/main.ts')
else {
  console.error(
    `Caravan needs Node 24, and this is ${process.version}: start it with ./caravan after \`npm ci\`, which brings its own.`,
  )
  process.exitCode = 1
}
