/**
 * Takes the pictures of the README from a running system with sample data, so that they show what it is.
 *   npm run pictures
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pictures = join(root, 'docs/pictures');
const PASSWORD = 'four plain words together';
const SETTLED_MS = 1500;

const data = await mkdtemp(join(tmpdir(), 'redress-pictures-'));
const filled = spawnSync(process.execPath, ['apps/cli/bin/redress.mjs', 'sample-data', '--data', data], { cwd: root });
if (filled.status !== 0) throw new Error(filled.stderr.toString());
const server = spawn(process.execPath, ['apps/standalone/dist/main.js'], {
  cwd: root,
  env: { ...process.env, REDRESS_DATA: data, PORT: '0', REDRESS_LOG_LEVEL: 'error' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const { url, link } = await listening();
  await picturesOfPublicPages(url);
  await picturesOfTheDesk(url, link);
} finally {
  await browser.close();
  server.kill('SIGTERM');
  await once(server, 'exit');
  await rm(data, { recursive: true, force: true });
}

/** Waits until the server has said where it is, and how the first administrator signs in. */
async function listening() {
  let said = '';
  for await (const words of server.stdout) {
    said += words;
    const link = /http\S+\/sign-in#\S+/.exec(said)?.[0];
    if (link !== undefined) return { url: new URL(link).origin, link };
  }
  throw new Error('The server ended before it listened.');
}

async function opened(url, language, viewport) {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1, colorScheme: 'light' });
  await context.addCookies([{ name: 'redress-language', value: language, url }]);
  return context.newPage();
}

async function take(page, name) {
  await page.waitForTimeout(SETTLED_MS);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

async function picturesOfPublicPages(url) {
  const page = await opened(url, 'fa', { width: 390, height: 780 });
  await page.goto(`${url}/complain`);
  await page.locator('input[value=self]').check();
  await page.locator('#send').click();
  await page.locator('#what').fill('کارمزد حساب من دو بار کسر شد.');
  await take(page, 'complain-fa');
}

async function picturesOfTheDesk(url, link) {
  const page = await opened(url, 'en', { width: 1280, height: 800 });
  await page.goto(link);
  await page.locator('#name').fill('Sara Supervisor');
  await page.locator('#username').fill('sara');
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.locator('main form button').click();
  await page.locator('nav a[href="/admin"]').waitFor();
  // The first administrator gives themselves the roles that the pictures need.
  await page.goto(`${url}/admin`);
  await page.locator('main li button').first().click();
  for (const role of ['supervisor', 'handler', 'compliance']) await page.locator(`dialog input[value=${role}]`).check();
  await page.locator('dialog form button').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.goto(`${url}/cases`);
  await take(page, 'queue-en');
  await page.locator('a[href^="/cases/"] bdi').nth(9).click();
  await take(page, 'case-en');
  await page.context().addCookies([{ name: 'redress-language', value: 'fa', url }]);
  await page.goto(`${url}/figures?dashboard=management`);
  await take(page, 'figures-fa');
}
