import { describe, expect, it } from '@jest/globals';
import { ComplaintOffice } from '@redress/complaints/office';
import type { FastifyReply } from 'fastify';
import { publicPagePolicy, PublicPolicyController, type PublicPolicyRequest } from './public-policy.controller.js';

const office = new ComplaintOffice();
const controller = new PublicPolicyController(office.policies, { now: () => office.now });

async function pageFor(request: PublicPolicyRequest, accepted?: string) {
  const sent: object[] = [];
  const reply = { headers: (headers: object) => void sent.push(headers) } as unknown as FastifyReply;
  const html = await controller.page(request, accepted, reply);
  const [, other = ''] = /<nav><a href="([^"]*)"/.exec(html) ?? [];
  return { html, headers: sent[0], other: other.replaceAll('&amp;', '&') };
}

describe('The public page', () => {
  it.each([
    [{ language: 'en' }, 'fa', 'en', '?language=fa'],
    [{ language: 'fa' }, 'en', 'fa', '?language=en'],
    [{}, 'fa-IR', 'fa', '?language=en'],
    [{}, undefined, 'en', '?language=fa'],
    [{ language: 'en', product: 'a b', channel: 'email' }, undefined, 'en', '?product=a+b&channel=email&language=fa'],
  ] as const)('asked for by %j and %s is in %s and leads to %s', async (request, accepted, language, other) => {
    const page = await pageFor(request, accepted);
    expect(page.other).toBe(other);
    expect(page.html).toContain(`<html lang="${language}"`);
    expect(page.headers).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'content-security-policy': publicPagePolicy,
    });
  });

  it('says the same as data', async () => {
    const { title, policy, language } = await controller.show({ channel: 'letter' }, 'fa');
    expect([policy, language]).toEqual(['basic@1', 'fa']);
    expect((await pageFor({}, 'fa')).html).toContain(`<h1>${title}</h1>`);
  });
});
