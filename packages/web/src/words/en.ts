/** The master catalog: the other languages have its keys, and `tsc` sees to it. Glossary: core’s model/glossary.ts. */

export * from './en/activity.ts'
export * from './en/charts.ts'
export * from './en/console.ts'
export * from './en/doorway.ts'
export * from './en/moves.ts'
export * from './en/overview.ts'
export * from './en/stages.ts'
export * from './en/waves.ts'
export * from './en/settings.ts'
