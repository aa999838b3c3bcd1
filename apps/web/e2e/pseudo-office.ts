import { parseJson } from '@redress/eventing';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
// Tools that make the language are no library. No build contains specs.
/* eslint-disable @nx/enforce-module-boundaries */
import { accentIntl } from '../../../tools/pseudo-locale/accent-intl.mjs';
import { LETTERS } from '../../../tools/pseudo-locale/pseudo-locale.mjs';
import { SPEAKS_PSEUDO } from '../../../tools/pseudo-locale/pseudo-texts.js';
/* eslint-enable @nx/enforce-module-boundaries */
import { SeenOffice } from './every-page.js';

const ROOT = join(import.meta.dirname, '../../..');
const SHIPPED = join(ROOT, 'apps/web/dist/browser');

type Manifest = Readonly<Record<string, { readonly file: string }>>;

/** An office whose system and pages speak the language that nobody speaks wherever they would speak English. */
export async function pseudoOffice(): Promise<SeenOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-pages-'));
  execFileSync(process.execPath, [join(ROOT, 'tools/pseudo-locale/build-pages.mjs'), folder], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const office = await SeenOffice.open(SPEAKS_PSEUDO, (context) => servePagesOf(folder, context));
  const close = office[Symbol.asyncDispose].bind(office);
  return Object.assign(office, {
    [Symbol.asyncDispose]: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  });
}

/** Answers a browser with the files of another build of the pages, in place of those that the system names. */
async function servePagesOf(folder: string, context: BrowserContext): Promise<void> {
  const [shipped, other] = [manifestOf(SHIPPED), manifestOf(folder)];
  const renamed = new Map(Object.entries(shipped).map(([name, { file }]) => [file, other[name]?.file]));
  await context.addInitScript(accentIntl, LETTERS);
  await context.route('**/assets/*', (route) => {
    const asked = new URL(route.request().url()).pathname.slice(1);
    const file = renamed.get(asked) ?? asked;
    const path = join(folder, file);
    if (!existsSync(path)) return route.continue();
    // Other files of the build import a script by its own name, and it must not run under both.
    return asked === file || !file.endsWith('.js')
      ? route.fulfill({ path })
      : route.fulfill({ contentType: 'text/javascript', body: `import '/${file}';` });
  });
}

function manifestOf(folder: string): Manifest {
  return parseJson(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
}
