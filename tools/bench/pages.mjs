// What browsers take: a cold load of the public form on a slow telephone, and the queue of a large office under the hand.
// REDRESS_BENCH_COMPLAINTS changes the number of complaints.
import { loadConfig, mintToken } from '@redress/platform';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { serverAddress } from './processes.mjs';
import { heading, percentile, row, whole } from './rounds.mjs';

const COMPLAINTS = Number(process.env.REDRESS_BENCH_COMPLAINTS ?? 10_000);
const ROOT = join(import.meta.dirname, '../..');
const ROUNDS = 5;
const ROWS = 40;
/** A frame of a screen that shows sixty a second, with a tenth to spare. */
const FRAME_MS_MAX = 18.3;
/** "Fast 3G" of the browsers' own tools: 1.6 and 0.75 megabits a second, 150 ms there and back. */
const FAST_3G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const SLOWER = 4;

export async function benchPages() {
  const data = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  let server;
  try {
    const arguments_ = ['apps/cli/bin/redress.mjs', 'generate', '--complaints', String(COMPLAINTS), '--data', data];
    const filled = spawnSync(process.execPath, arguments_, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
    if (filled.status !== 0) throw new Error('The complaints could not be generated.');
    server = spawn(process.execPath, ['apps/standalone/dist/main.js'], {
      cwd: ROOT,
      env: { ...process.env, REDRESS_DATA: data, PORT: '0', REDRESS_LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await serverAddress(server);
    heading('public form, cold', 'ms', `fast 3G, processor ${SLOWER} times slower, median and worst of ${ROUNDS}`);
    const loads = [];
    for (let round = 0; round < ROUNDS; round += 1) loads.push(await coldLoad(browser, url));
    for (const name of Object.keys(loads[0])) {
      const values = loads.map((load) => load[name]);
      row(name, whole(percentile(values, 0.5)), whole(Math.max(...values)));
    }
    await benchQueue(browser, url, data);
  } finally {
    await browser.close();
    server?.kill('SIGTERM');
    if (server?.exitCode === null) await once(server, 'exit');
    await rm(data, { recursive: true, force: true });
  }
}

/** Opens the form in a browser that has nothing of it, until a key would be taken. */
async function coldLoad(browser, url) {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 } });
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('Network.enable');
  await tools.send('Network.emulateNetworkConditions', FAST_3G);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.goto(`${url}/complain`, { waitUntil: 'load' });
  const figures = await page.evaluate(async () => {
    const largest = await new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({
        type: 'largest-contentful-paint',
        buffered: true,
      });
    });
    const [navigation] = performance.getEntriesByType('navigation');
    return {
      'first paint': performance.getEntriesByName('first-contentful-paint')[0].startTime,
      'largest paint': largest,
      'all loaded': navigation.loadEventEnd || performance.now(),
    };
  });
  await context.close();
  return figures;
}

/** Goes down the queue by keys, and scrolls through it. */
async function benchQueue(browser, url, data) {
  const token = await mintToken(loadConfig({ REDRESS_DATA: data }), {
    sub: 'hana',
    roles: ['handler'],
    ttlSeconds: 3600,
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const session = { person: 'hana', name: 'Hana', roles: ['handler'], expiresAt: '2040-01-01T00:00:00.000Z' };
  await page.route('**/api/**', (route) =>
    route.continue({ headers: { ...route.request().headers(), authorization: `Bearer ${token}` } }),
  );
  await page.route('**/api/session', (route) => route.fulfill({ status: 200, json: session }));
  await page.goto(`${url}/cases`);
  await page.locator('[data-row]').first().waitFor();
  await page.evaluate(() => {
    globalThis.interactions = [];
    globalThis.shifted = 0;
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries())
        if (interactionId) globalThis.interactions.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 });
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) globalThis.shifted += value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (let pressed = 0; pressed < ROWS; pressed += 1) {
    await page.keyboard.press('j');
    await page.keyboard.press('x');
  }
  const frames = await scrolledFrames(page);
  const { interactions, shifted } = await page.evaluate(() => ({
    interactions: globalThis.interactions,
    shifted: globalThis.shifted,
  }));
  heading(`queue of ${COMPLAINTS} complaints`, '', '');
  row('longest interaction of a key, ms (under 16 not counted)', whole(Math.max(0, ...interactions)), '');
  row('frames while scrolling', String(frames.length), '');
  row('of them later than a 60th of a second', String(frames.filter((ms) => ms > FRAME_MS_MAX).length), '');
  row('layout shift', shifted.toFixed(4), '');
  await page.close();
}

/** Milliseconds between the frames of two seconds of scrolling. */
async function scrolledFrames(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const pane =
          document.querySelector('[data-row]').closest('.overflow-auto, .overflow-y-auto') ?? document.scrollingElement;
        const frames = [];
        const start = performance.now();
        let last = start;
        const step = (now) => {
          frames.push(now - last);
          last = now;
          pane.scrollTop += 12;
          if (now - start < 2000) requestAnimationFrame(step);
          else resolve(frames.slice(1));
        };
        requestAnimationFrame(step);
      }),
  );
}
