import { type Answer, call, printedLink, type RunningRedress } from '@redress/testing';

/** Long enough for every spec. */
export const PASSWORD = 'correct horse battery';

/** What one of our own pages sends, as browsers do. */
const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' } as const;

/** A browser on one of our pages: keeps the cookies that it is given, and says where a request comes from. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly redress: Pick<RunningRedress, 'url'>) {}

  /** `redress-session=...`, as it is sent; a copy of it can be given to another browser. */
  get cookie(): string | undefined {
    const pairs = [...this.cookies].map(([name, value]) => `${name}=${value}`);
    return pairs.length === 0 ? undefined : pairs.join('; ');
  }

  set cookie(sent: string | undefined) {
    this.cookies.clear();
    for (const pair of sent?.split('; ') ?? []) this.keepPair(pair);
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('POST', path, body, headers);
  }

  delete(path: string): Promise<Answer> {
    return this.send('DELETE', path);
  }

  /** Sends a request with the cookie. */
  async send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const cookie = this.cookie === undefined ? {} : { cookie: this.cookie };
    const answer = await call(method, `${this.redress.url}${path}`, {
      ...(body && { body }),
      headers: { ...cookie, ...SAME_ORIGIN, ...headers },
    });
    this.keepAll(answer.headers);
    return answer;
  }

  signIn(username: string, password: string = PASSWORD, headers = {}): Promise<Answer> {
    return this.post('/api/session', { username, password }, headers);
  }

  /** Keeps the cookies of an answer. */
  keepAll(headers: Headers): void {
    for (const setCookie of headers.getSetCookie()) this.keep(setCookie);
  }

  private keep(setCookie: string): void {
    const pair = setCookie.split(';', 1)[0] ?? '';
    if (/Max-Age=0/.test(setCookie)) this.cookies.delete(pair.split('=', 1)[0] ?? '');
    else this.keepPair(pair);
  }

  private keepPair(pair: string): void {
    const [name = ''] = pair.split('=', 1);
    this.cookies.set(name, pair.slice(name.length + 1));
  }
}

/** The browser of the first administrator, `adam`, who has just signed in. */
export async function firstAdministrator(redress: RunningRedress): Promise<Browser> {
  const browser = new Browser(redress);
  const link = await printedLink(redress);
  const { status, body } = await browser.post('/api/session/link', { link, username: 'adam', password: PASSWORD });
  if (status !== 201) throw new Error(`The first link was answered with ${status}: ${JSON.stringify(body)}`);
  return browser;
}

/** The browser of somebody whom an administrator has just invited, and who has signed in with the link. */
export async function invited(
  redress: RunningRedress,
  admin: Browser,
  {
    username,
    roles,
    ...more
  }: { readonly username: string; readonly roles: readonly string[]; readonly name?: string },
): Promise<Browser> {
  const { body } = await admin.post('/api/accounts', { username, name: username, roles, ...more });
  const browser = new Browser(redress);
  const { status } = await browser.post('/api/session/link', { link: body['link'], password: PASSWORD });
  if (status !== 201) throw new Error(`${username} could not use the link: ${status}, ${JSON.stringify(body)}`);
  return browser;
}
