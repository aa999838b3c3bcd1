import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress, ServiceProcess } from '@redress/testing';

/** Two visitors behind one proxy (RFC 5737). */
const [ROBIN, KIM] = ['203.0.113.7', '203.0.113.8'];
const MEGABYTE = 1_048_576;

let redress: RunningRedress;
let web: ServiceProcess;

beforeAll(async () => {
  // All three share one address here: that of the proxy, of the pages and of the services.
  const trusting = { REDRESS_TRUSTED_PROXIES: '127.0.0.1' };
  const limits = { REDRESS_LODGINGS_PER_CLIENT: '1', REDRESS_ATTACHMENT_MEGABYTES: '1' };
  redress = await RunningRedress.start({ env: { ...trusting, ...limits } });
  const { url } = redress;
  web = ServiceProcess.launch('web', { ...trusting, REDRESS_INTAKE_URL: url, REDRESS_CASE_HANDLING_URL: url });
  await web.listening();
});
afterAll(async () => {
  await web?.stop();
  await redress?.[Symbol.asyncDispose]();
});

async function statusOf(path: string): Promise<number> {
  return (await fetch(web.url + path)).status;
}

/** A browser without a script: it keeps cookies, follows redirects, and posts forms with what they carry. */
class PlainBrowser {
  private readonly cookies = new Map<string, string>();
  status = 0;
  page = '';

  constructor(private readonly address: string) {}

  async open(path: string, init: RequestInit = {}): Promise<void> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'x-forwarded-for': this.address, 'accept-language': 'en', cookie };
    const answered = await fetch(web.url + path, { ...init, headers, redirect: 'manual' });
    for (const set of answered.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(set) ?? [];
      this.cookies.set(name, value);
    }
    const next = answered.headers.get('location');
    if (next !== null) return this.open(next);
    this.status = answered.status;
    this.page = await answered.text();
  }

  /** Fills in the page's form and presses a button. */
  async submit(path: string, fields: Readonly<Record<string, string>>, form = this.page): Promise<void> {
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    );
    const body = new URLSearchParams([...hidden, ...Object.entries(fields)]);
    await this.open(path, { method: 'POST', body });
  }

  async complain(description: string): Promise<void> {
    await this.open('/complain');
    for (const fields of [{ who: 'anonymous' }, { what: description }, {}, {}, {}])
      await this.submit('/complain', { ...fields, go: 'next' });
    await this.submit('/complain', { go: 'send' });
  }

  async upload(bytes: number): Promise<void> {
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(bytes).fill(0x61)]), 'receipt.txt');
    await this.open('/track/files', { method: 'POST', body });
  }
}

describe('The pages in a process of their own', () => {
  it('are ready, and have neither data nor a key', async () => {
    await eventually(
      () => statusOf('/health/ready'),
      (status) => status === 200,
    );
    expect(web.output).toContain('keeps no data.');
  });

  it('let somebody complain and follow it, and the limits for strangers count the visitor', async () => {
    const robin = new PlainBrowser(ROBIN);
    await robin.complain('A fee was taken twice.');
    expect(robin.status).toBe(200);
    const [reference = '', code = ''] = [...robin.page.matchAll(/<dd><bdi[^>]*>([^<]*)</g)].map(
      ([, text = '']) => text,
    );

    await robin.complain('It was taken again.');
    expect([robin.status, robin.page.includes('More complaints came from your internet connection')]).toEqual([
      429,
      true,
    ]);
    const kim = new PlainBrowser(KIM);
    await kim.complain('The parcel never came.');
    expect(kim.status).toBe(200);

    await robin.submit('/track', { reference, code }, '');
    expect([robin.status, robin.page.includes('name="act"')]).toEqual([200, true]);
    const [addInformation = ''] = robin.page.split('<form').filter((form) => form.includes('value="add-information"'));
    await robin.submit('/track/act', { text: 'Here is the receipt.' }, addInformation);
    expect([robin.status, robin.page.includes('Here is the receipt.')]).toEqual([200, true]);

    await robin.upload(1_000_000);
    const [, file = ''] = /href="(\/track\/files\/[^"]*)"/.exec(robin.page) ?? [];
    expect([robin.status, robin.page.includes('receipt.txt')]).toEqual([200, true]);
    await robin.open(file);
    expect(robin.page).toHaveLength(1_000_000);
    await robin.open('/track');
    await robin.upload(8 * MEGABYTE);
    expect([robin.status, robin.page.includes('receipt.txt')]).toEqual([413, true]);
  });

  it('tell a visitor when the services are away, and do nothing else', async () => {
    const kim = new PlainBrowser(KIM);
    await kim.open('/');
    expect(kim.status).toBe(200);
    await redress.kill();
    for (const path of ['/', '/policy', '/complain', '/track']) {
      await kim.open(path);
      expect([path, kim.status, kim.page.includes('Nothing that you sent before is lost.')]).toEqual([path, 503, true]);
    }
    expect([await statusOf('/health/ready'), await statusOf('/health/live')]).toEqual([503, 200]);
    // What the browser runs is here, and says itself what it lacks.
    await kim.open('/cases');
    expect(kim.status).toBe(200);
    expect(web.output).toContain('"failureCode":"ECONNREFUSED"');
    expect(web.output).not.toContain(KIM);
  });
});
