import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offlineWorker } from './offline-worker-plugin.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), offlineWorker()],
  build: { outDir: 'dist', target: 'es2022', chunkSizeWarningLimit: 1100 },
  server: { proxy: { '/api': 'http://localhost:3000' } },
});
