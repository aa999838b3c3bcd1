/**
 * Builds what browsers download with the language that nobody speaks in place of English, into a folder outside of what is shipped:
 *   node tools/pseudo-locale/build-pages.mjs FOLDER
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { isSourceCatalogue, pseudoCatalogue } from './pseudo-locale.mjs';

const [folder] = process.argv.slice(2);
if (folder === undefined)
  throw new Error('Name the folder to build into: node tools/pseudo-locale/build-pages.mjs FOLDER');

await build({
  configFile: fileURLToPath(new URL('../../apps/web/vite.config.mjs', import.meta.url)),
  logLevel: 'error',
  build: { outDir: folder, emptyOutDir: true, minify: false },
  plugins: [
    {
      name: 'pseudo-locale',
      enforce: 'pre',
      load: (id) => (isSourceCatalogue(id) ? pseudoCatalogue(readFileSync(id, 'utf8')) : undefined),
    },
  ],
});
