/**
 * Builds what browsers download into apps/web/dist/browser, each file also compressed, so that no request waits for that. Runs after the
 * compiler.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const web = fileURLToPath(new URL('../../apps/web', import.meta.url));
await build({ configFile: `${web}/vite.config.mjs`, logLevel: 'warn' });

for (const path of globSync(`${web}/dist/browser/assets/*.{js,css}`)) {
  const content = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: quality }));
}
