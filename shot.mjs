import { chromium } from 'playwright-core';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const base='http://127.0.0.1:8111';
for (const [lang, js] of [['en', true], ['fa', false], ['fa', true], ['en', false]]) {
  const ctx = await browser.newContext({ viewport: { width: js ? 1000 : 380, height: 780 }, javaScriptEnabled: js, locale: lang==='fa'?'fa-IR':'en-GB' });
  const page = await ctx.newPage();
  page.on('console', m => ['error','warning'].includes(m.type()) && console.log(lang, js, m.type(), m.text()));
  page.on('pageerror', e => console.log('pageerror', lang, js, e.message));
  const tag = `${lang}-${js?'js':'nojs'}`; let n=0;
  const shot = async (name) => page.screenshot({ path: `/tmp/me/${tag}-${String(n++).padStart(2,'0')}-${name}.png`, fullPage: true });
  await page.goto(base + '/?language=' + lang); await shot('home');
  await page.goto(base + '/policy'); await shot('policy');
  await page.goto(base + '/complain'); await shot('who');
  const next = async () => { await page.locator('#send').click(); await page.waitForTimeout(js?150:300); };
  await next(); await shot('who-error');
  await page.locator('input[value=other]').check(); await next();
  await next(); await shot('what-error');
  await page.locator('#what').fill(lang==='fa'?'کارت من دو بار کسر شد.':'My card was charged twice.'); await next(); await shot('when');
  await page.locator('#day').fill('27'); await page.locator('#month').fill('13'); await page.locator('#year').fill(lang==='fa'?'۱۴۰۵':'2026'); await next(); await shot('when-error');
  await page.locator('#month').fill('3'); await next();
  await page.locator('#product').fill('credit card'); await next();
  await page.locator('#outcome').fill('refund <b>now</b>'); await next(); await shot('person');
  await page.locator('#personName').fill('Ann'); await next(); await shot('contact');
  await page.locator('#email').fill('ann@example'); await page.locator('#name').fill('Robin'); await next(); await shot('check');
  await next(); await page.waitForTimeout(800); await shot('maybe-error');
  if (await page.locator('#email').count()) { await page.locator('#email').fill('ann@example.org'); await next(); await shot('check2'); await next(); await page.waitForTimeout(800); }
  await shot('sent'); console.log(tag, page.url(), await page.title());
  const codes = await page.locator('dd bdi').allTextContents(); console.log(codes);
  await page.goto(base+'/track'); await shot('track');
  await page.locator('#reference').first().fill(codes[0]??''); await page.locator('#code').fill(codes[1]??'');
  await page.locator('form[action="/track"] button').click(); await page.waitForTimeout(800); await shot('status');
  await ctx.close();
}
await browser.close();
