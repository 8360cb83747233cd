import { defineConfig } from 'vite'

/** What makes an employee's page on the server: one file with everything in it, for Node, which reads no JSX. */
export default defineConfig({
  root: import.meta.dirname,
  // Else the React of development comes along.
  define: { 'process.env.NODE_ENV': '"production"' },
  ssr: { noExternal: true },
  build: {
    ssr: 'src/employee/render.tsx',
    outDir: 'dist/employee',
    emptyOutDir: true,
    target: 'node24',
    reportCompressedSize: false,
    rolldownOptions: { output: { entryFileNames: 'render.js' } },
  },
})
