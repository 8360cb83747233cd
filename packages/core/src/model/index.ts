export { CaravanError } from './errors.ts'
export { canonicalFlags, flagList, storableFlags } from './flags.ts'
export * from './glossary.ts'
