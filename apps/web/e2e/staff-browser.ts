import type { Language, StaffRole } from '@redress/contracts';
import { loadConfig, mintToken } from '@redress/platform';
import { call, type RunningRedress } from '@redress/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';

/** More presses than any page has controls before the one that is looked for. */
const TABS_MAX = 80;
const HOUR_SECONDS = 3600;
/** The longest that a page may take for one step. */
const WAIT_MS = 30_000;

/** How a page is looked at. */
export interface View {
  readonly language: Language;
  /** The instant that the browser takes for now, where what it shows depends on the month. Default: now. */
  readonly at?: string | undefined;
}

/** Prepares a window of a browser, such as for what it will be answered. */
export type Prepare = (context: BrowserContext) => Promise<void>;

/** One of the staff, with their token. */
export interface Colleague {
  readonly person: string;
  readonly role: StaffRole;
  /** What they are besides. */
  readonly also?: StaffRole;
  readonly teams?: readonly string[];
  readonly token: string;
}

function rolesOf({ role, also }: Pick<Colleague, 'role' | 'also'>): StaffRole[] {
  return also === undefined ? [role] : [role, also];
}

/** A browser in which staff use a running system. */
export class StaffBrowser {
  private constructor(
    private readonly redress: RunningRedress,
    private readonly browser: Browser,
    private readonly prepare: Prepare | undefined,
  ) {}

  /** Opens a browser on a system; `prepare` is called for each of its windows before a page is opened in it. */
  static async launch(redress: RunningRedress, prepare?: Prepare): Promise<StaffBrowser> {
    return new StaffBrowser(redress, await launchBrowser(), prepare);
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  async colleague(person: string, role: StaffRole, more: Pick<Colleague, 'teams' | 'also'> = {}): Promise<Colleague> {
    const config = loadConfig({ REDRESS_DATA: this.redress.data });
    const { teams } = more;
    const roles = rolesOf({ role, ...more });
    const token = await mintToken(config, { sub: person, roles, ttlSeconds: HOUR_SECONDS, ...(teams && { teams }) });
    return { person, role, token, ...more };
  }

  /**
   * Opens a page as a colleague, or as nobody, and waits until it is quiet. Whatever the page complains about on its console goes to
   * `complaints`, such as a script that its content policy forbids.
   */
  async open(
    path: string,
    { language, at }: View,
    colleague?: Colleague,
  ): Promise<{ page: Page; complaints: string[] }> {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 800 },
      timezoneId: 'Asia/Tehran',
      colorScheme: 'light',
    });
    await context.addCookies([{ name: 'redress-language', value: language, url: this.redress.url }]);
    await this.prepare?.(context);
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS);
    if (at !== undefined) await page.clock.setFixedTime(at);
    await (colleague === undefined ? nobody(page) : signIn(page, colleague));
    const complaints: string[] = [];
    page.on('console', (message) => {
      // A refusal of the API is an answer, though browsers complain about it.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(this.redress.url + path);
    await page.waitForLoadState('networkidle');
    return { page, complaints };
  }

  /** Asks the API as a colleague; rejects when it refuses. */
  async ask<Body = Record<string, unknown>>(
    colleague: Colleague,
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<Body> {
    const answer = await call<Body>(method, this.redress.url + path, { token: colleague.token, body });
    if (answer.status >= 400)
      throw new Error(`${method} ${path} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** The words in which the API refuses a colleague's command, in a language; empty if it does not. */
  async refusal(colleague: Colleague, path: string, language: Language, body: unknown): Promise<string> {
    const { token } = colleague;
    const headers = { 'accept-language': language };
    const answer = await call<{ detail?: string }>('POST', this.redress.url + path, { token, body, headers });
    return answer.body.detail ?? '';
  }
}

/** Lets a page act for a colleague: with their token where a browser would send its cookie. */
export async function signIn(page: Page, { person, teams, token, ...given }: Colleague): Promise<void> {
  const session = {
    person,
    name: person,
    roles: rolesOf(given),
    ...(teams && { teams }),
    expiresAt: '2040-01-01T00:00:00.000Z',
  };
  await page.route('**/api/**', (route) =>
    route.continue({ headers: { ...route.request().headers(), authorization: `Bearer ${token}` } }),
  );
  await page.route('**/api/session', (route) =>
    route.fulfill({ status: route.request().method() === 'POST' ? 201 : 200, json: session }),
  );
}

/** Lets a page act for nobody, as after a session has ended. */
export async function nobody(page: Page): Promise<void> {
  const refused = {
    type: 'urn:redress:problem:no-session',
    title: 'Nobody is signed in',
    status: 401,
    code: 'no-session',
    detail: '',
    instance: '',
  };
  await page.route('**/api/session', (route) =>
    route.fulfill({ status: 401, contentType: 'application/problem+json', json: refused }),
  );
}

/** The name of the control in focus, as its label or its own words say it. */
function nameInFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const labels =
      focused instanceof HTMLInputElement ||
      focused instanceof HTMLSelectElement ||
      focused instanceof HTMLTextAreaElement
        ? focused.labels
        : null;
    return (labels?.[0]?.textContent ?? focused?.getAttribute('aria-label') ?? focused?.textContent ?? '').trim();
  });
}

/** Goes on with Tab until the control of a name is in focus. Rejects when there is none. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < TABS_MAX; presses += 1) {
    if ((await nameInFocus(page)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`No control is called "${name}".`);
}
