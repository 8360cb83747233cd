export { fillDataFolder } from './cluster.ts'
