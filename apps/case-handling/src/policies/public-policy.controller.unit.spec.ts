import { describe, expect, it } from '@jest/globals';
import { ComplaintOffice } from '@redress/complaints/office';
import { PublicPolicyController } from './public-policy.controller.js';

const office = new ComplaintOffice();
const controller = new PublicPolicyController(office.policies, { now: () => office.now });

describe('The public policy', () => {
  it.each([
    [{ language: 'en' }, 'fa', 'en'],
    [{ language: 'fa' }, 'en', 'fa'],
    [{}, 'fa-IR', 'fa'],
    [{}, undefined, 'en'],
    [{ channel: 'letter', product: 'credit-card' }, 'fa', 'fa'],
  ] as const)('asked for by %j and %s is in %s', async (request, accepted, expected) => {
    const { language, policy } = await controller.show(request, accepted);
    expect([language, policy]).toEqual([expected, 'basic@1']);
  });
});
