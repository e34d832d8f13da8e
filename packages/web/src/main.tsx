import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { ApiProblem } from './api/client.ts';
import { router } from './app.tsx';
import { startTexts } from './locales/i18n.ts';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/print.css';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      // What the API refuses, it refuses again.
      retry: (failures, error) => !(error instanceof ApiProblem) && failures < 2,
    },
  },
});

await startTexts();

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
