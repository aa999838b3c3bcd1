import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Settings } from './settings.js';
import { readWebhooks } from './webhook-subscriptions.js';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const CRM = { name: 'crm', url: 'https://crm.example.org/hook', secrets: [SECRET], events: ['ComplaintReceived'] };

const folder = mkdtempSync(join(tmpdir(), 'redress-webhooks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(content: unknown) {
  const file = join(folder, 'webhooks.yaml');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const settings = new Settings({ REDRESS_WEBHOOKS: file });
  return { subscriptions: readWebhooks(settings), faults: settings.faults };
}

describe('The file of subscriptions', () => {
  it('is YAML with a name, an address, secrets and event types for each', () => {
    const { subscriptions, faults } = read(
      `subscriptions:\n  - name: crm\n    url: https://crm.example.org/hook\n    secrets: [${SECRET}]\n    events: [ComplaintReceived]\n`,
    );
    expect(faults).toEqual([]);
    expect(subscriptions).toEqual([{ ...CRM, secrets: [Buffer.alloc(24, 7)], internal: false, history: false }]);
  });

  it('may ask for history', () => {
    expect(read({ subscriptions: [{ ...CRM, history: true }] }).subscriptions).toMatchObject([{ history: true }]);
    expect(read({ subscriptions: [{ ...CRM, history: 'all' }] }).faults).toHaveLength(1);
  });

  it('may have an address without TLS only for a system inside', () => {
    const url = 'http://crm.internal:8080/hook';
    expect(read({ subscriptions: [{ ...CRM, url, internal: true }] }).subscriptions).toHaveLength(1);
    expect(read({ subscriptions: [{ ...CRM, url }] }).faults).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ['is no YAML', 'subscriptions: ['],
    ['has no subscriptions', { webhooks: [] }],
    ['has a field that is not known', { subscriptions: [{ ...CRM, secret: SECRET }] }],
    ['has a name with blanks', { subscriptions: [{ ...CRM, name: 'The CRM' }] }],
    ['has two of one name', { subscriptions: [CRM, CRM] }],
    ['has an address with a password', { subscriptions: [{ ...CRM, url: 'https://u:marked-secret@crm.example.org' }] }],
    ['has no secret', { subscriptions: [{ ...CRM, secrets: [] }] }],
    ['has a short secret', { subscriptions: [{ ...CRM, secrets: ['whsec_bWFya2VkLXNlY3JldA=='] }] }],
    ['names an event that is not published', { subscriptions: [{ ...CRM, events: ['ComplaintGossiped'] }] }],
    ['names no event', { subscriptions: [{ ...CRM, events: [] }] }],
  ])('that %s is refused, and no value of it is told', (_what, content) => {
    const { subscriptions, faults } = read(content);
    expect(subscriptions).toBeUndefined();
    expect(faults).toMatchObject([{ variable: 'REDRESS_WEBHOOKS', example: './webhooks.yaml' }]);
    expect(JSON.stringify(faults)).not.toMatch(/marked-secret|bWFya2Vk|whsec_[A-Za-z0-9]/);
  });

  it('that cannot be read is a fault, and without a file there is none', () => {
    const settings = new Settings({ REDRESS_WEBHOOKS: join(folder, 'nowhere.yaml') });
    expect(readWebhooks(settings)).toBeUndefined();
    expect(settings.faults).toHaveLength(1);
    expect(readWebhooks(new Settings({}))).toBeUndefined();
  });
});
