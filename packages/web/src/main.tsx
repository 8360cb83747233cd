import './jitless.ts'
import '@mantine/core/styles.css'
import './theme/tokens.css'
import './theme/dark.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { makeQueries } from './api/queries.ts'
import { makeRouter } from './routes.tsx'
import { Look } from './theme/look.tsx'
import { startWords, words } from './words/words.ts'

async function start(): Promise<void> {
  await startWords()
  const queries = makeQueries()
  const router = makeRouter(queries)
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={words}>
        <QueryClientProvider client={queries}>
          <Look>
            <RouterProvider router={router} />
          </Look>
        </QueryClientProvider>
      </I18nextProvider>
    </StrictMode>,
  )
}

void start()
