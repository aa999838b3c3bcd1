import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, RunningRedress } from '@redress/testing';

describe('What is sent to browsers', () => {
  let running: RunningRedress;
  beforeAll(async () => {
    running = await RunningRedress.start();
  });
  afterAll(() => running[Symbol.asyncDispose]());

  it.each(['/', '/policy', '/complain', '/track', '/cases'])('at %s may run nothing of others', async (path) => {
    const answered = await fetch(running.url + path);
    expect(answered.status).toBe(200);
    const policy = answered.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(answered.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answered.text()).not.toMatch(/\sstyle=|\son[a-z]+=|<script>/i);
  });

  /** Lodges a complaint and proves whose it is, as a form does. */
  async function identified(): Promise<Response> {
    const lodged = await call<{ reference: string; trackingCode: string }>('POST', `${running.url}/api/complaints`, {
      body: { description: 'A fee was taken twice.' },
    });
    const { reference, trackingCode: code } = lodged.body;
    const body = new URLSearchParams({ reference, code });
    return fetch(`${running.url}/track`, { method: 'POST', redirect: 'manual', body });
  }

  it('keeps what was proved about a complaint in a cookie that no script reads and no other site sends', async () => {
    const answered = await identified();
    expect([answered.status, answered.headers.get('location')]).toEqual([303, '/track']);
    expect(answered.headers.get('set-cookie')).toMatch(/; Max-Age=3600; Path=\/track; HttpOnly; SameSite=Strict$/);
  });

  it('holds what was typed when that is refused, also where it can no longer be sent', async () => {
    const [cookie = ''] = ((await identified()).headers.get('set-cookie') ?? '').split(';');
    const body = new URLSearchParams({ act: 'lodge-appeal', grounds: 'My receipt was <b>not</b> looked at.' });
    const answered = await fetch(`${running.url}/track/act`, { method: 'POST', headers: { cookie }, body });
    expect(answered.status).toBe(409);
    const page = await answered.text();
    expect(page).toContain('role="alert"');
    expect(page).toContain('My receipt was &lt;b&gt;not&lt;/b&gt; looked at.');
  });

  it('changes nothing without that cookie', async () => {
    const answered = await fetch(`${running.url}/track/act`, {
      method: 'POST',
      body: new URLSearchParams({ act: 'withdraw' }),
    });
    expect(answered.status).toBe(401);
  });

  it('is one page for every place of staff, and a problem for a place that there is not', async () => {
    const [shell, deep, none] = await Promise.all(
      ['/cases', '/cases/FV4Z-KNET-ASSP', '/nowhere'].map((path) => fetch(running.url + path)),
    );
    expect([shell?.status, deep?.status, none?.status]).toEqual([200, 200, 404]);
  });

  it('is kept for good where its name says its content', async () => {
    const page = await (await fetch(`${running.url}/complain`)).text();
    const [, script = ''] = /<script type="module" src="([^"]*)"/.exec(page) ?? [];
    const answered = await fetch(running.url + script, { headers: { 'accept-encoding': 'br' } });
    expect(answered.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answered.headers.get('content-encoding')).toBe('br');
  });
});
