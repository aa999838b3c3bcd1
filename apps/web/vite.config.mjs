import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** What browsers download: the public pages and the staff application, each with its own entry, so that neither carries the other's code. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  // Sources instead of builds, so that a bundle holds only what it uses of them.
  resolve: { conditions: ['redress-source', 'browser', 'module', 'import', 'default'] },
  build: {
    outDir: 'dist/browser',
    emptyOutDir: true,
    manifest: true,
    // A page that embeds a file as data would need a laxer content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { public: 'src/public/browser.tsx', desk: 'src/desk/browser.tsx' },
    },
  },
});
