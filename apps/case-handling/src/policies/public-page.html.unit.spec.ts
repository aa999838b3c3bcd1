import { describe, expect, it } from '@jest/globals';
import { text, type PublicPage } from '@redress/texts';
import { publicPageHtml } from './public-policy.controller.js';

const PAGE: PublicPage = {
  language: 'en',
  direction: 'ltr',
  policy: 'generic@2',
  title: 'How to complain',
  organization: 'Example & Sons',
  introduction: 'An <introduction>.',
  freeOfCharge: 'It costs nothing.',
  ways: [{ channel: 'email', name: 'By e-mail', at: '"help"@example.org' }],
  needed: ['What happened'],
  steps: [{ clock: 'acknowledgement', text: 'We acknowledge it.', time: 'Within a day' }],
  stages: [{ name: 'Review', note: 'by another person' }, { name: 'Last review' }],
  remedies: [{ kind: 'refund', name: "Money's return" }],
  outsideBodies: [{ name: 'Ombudsman', web: 'https://ombudsman.example.org/?a=1&b=2' }],
  help: 'Ask us.',
  version: 'Version 2',
};

describe('The public page as a document', () => {
  it('names its own language, and leads to the other by its name there', () => {
    expect(publicPageHtml(PAGE, '?language=fa')).toContain('<html lang="en" dir="ltr">');
    expect(publicPageHtml(PAGE, '?language=fa')).toContain(
      '<nav><a href="?language=fa" lang="fa" hreflang="fa" dir="auto">فارسی</a></nav>',
    );
    const persian = publicPageHtml({ ...PAGE, language: 'fa', direction: 'rtl' }, '?language=en');
    expect(persian).toContain('<html lang="fa" dir="rtl">');
    expect(persian).toContain('<nav><a href="?language=en" lang="en" hreflang="en" dir="auto">English</a></nav>');
  });

  it('says everything that the page says, in its order, with every sign that HTML knows escaped', () => {
    const [, body = ''] = publicPageHtml(PAGE, '?a=1&b="2"').split('</nav>');
    expect(body.replaceAll(/<h2>[^<]*<\/h2>/g, '<h2/>')).toBe(
      [
        '<p>Example &amp; Sons</p><h1>How to complain</h1></header><main>',
        '<p>An &lt;introduction&gt;.</p><p class="free">It costs nothing.</p>',
        '<section><h2/><ul><li><strong>By e-mail:</strong> <bdi>&quot;help&quot;@example.org</bdi></li></ul></section>',
        '<section><h2/><ul><li>What happened</li></ul></section>',
        '<section><h2/><ol><li>We acknowledge it. <span class="time">Within a day</span></li></ol></section>',
        '<section><h2/><ol><li>Review (by another person)</li><li>Last review</li></ol></section>',
        '<section><h2/><ul><li>Money&#39;s return</li></ul></section>',
        `<section><h2/><p>${text('en', 'public-page.outside-introduction')}</p><ul>`,
        '<li><a href="https://ombudsman.example.org/?a=1&amp;b=2">Ombudsman</a></li></ul></section>',
        '<section><h2/><p>Ask us.</p></section>',
        '</main><footer><p>Version 2</p></footer></body></html>',
      ].join(''),
    );
  });

  it('has no section for remedies or outside bodies where there are none', () => {
    const sections = (page: PublicPage) => publicPageHtml(page, '?').split('<section>').length - 1;
    expect(sections(PAGE)).toBe(7);
    expect(sections({ ...PAGE, remedies: [] })).toBe(6);
    expect(sections({ ...PAGE, outsideBodies: [] })).toBe(6);
  });
});
