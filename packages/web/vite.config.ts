import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { SOURCES } from './built/employee.ts'
import { NONCE_PLACE } from './built/index.ts'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: NONCE_PLACE },
  build: {
    target: 'es2023',
    // A data: URL would need a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { input: ['index.html', SOURCES.script, SOURCES.style, SOURCES.persian] },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8025' } },
})
