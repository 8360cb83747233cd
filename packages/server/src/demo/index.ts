/** What starts a demo's server needs: its secret, and the links made with it. */
export { newDemoPath, newDemoSecret } from './link.ts'
