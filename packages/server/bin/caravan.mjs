#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node can't read the program itself, and here it can still be told what to do.
const [major] = process.versions.node.split('.').map(Number)
if (major >= 24) {
  // V8 lets the space for young objects grow to 64 MB while the program loads, and never gives it back: it keeps to 1 MB.
  // docs/performance.md has what that saves and what it costs.
  ;(await import('node:v8')).setFlagsFromString('--semi-space-growth-factor=1')
  // Half of a short command's time went into compiling. The cache lies beside the code that it stands for, where only
  // those can write who may change the code too; where it cannot be written, the program runs without.
  const { fileURLToPath } = await import('node:url')
  const { enableCompileCache } = await import('node:module')
  enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/caravan', import.meta.url)))
  const { isFresh } = await import('./fresh.mjs')
  await import(isFresh() ? '../dist/main.js' : '../src/main.ts')
} else {
  console.error(
    `Caravan needs Node 24, and this is ${process.version}: start it with ./caravan after \`npm ci\`, which brings its own.`,
  )
  process.exitCode = 1
}
