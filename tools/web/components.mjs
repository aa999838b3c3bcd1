/**
 * Serves the page of all components on the loopback interface, and prints where; a change to one is seen at once.
 *   npm run components
 */
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const server = await createServer({
  configFile: false,
  root: fileURLToPath(new URL('../../libs/ui/components', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../../node_modules/.cache/components', import.meta.url)),
  plugins: [react(), tailwindcss()],
  resolve: { conditions: ['redress-source', 'browser', 'module', 'import', 'default'] },
  server: { host: '127.0.0.1', port: Number(process.env.PORT ?? 0) },
  logLevel: 'warn',
});
await server.listen();
process.stdout.write(`${server.resolvedUrls.local[0]}\n`);
