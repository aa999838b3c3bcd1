import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, RunningRedress } from '@redress/testing';
import { readFileSync } from 'node:fs';
import { Office } from '../office.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** The public description of the API; its own spec keeps it consistent with the actual routes. */
const { paths, components } = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../../docs/reference/openapi.json`, 'utf8'),
) as {
  readonly paths: Readonly<Record<string, { readonly post?: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** Every route that takes a JSON body about one complaint, or none, with the schema of the body. */
const ROUTES = Object.entries(paths).flatMap(([path, { post }]) => {
  const schema = post?.requestBody?.content['application/json']?.schema;
  const isOfComplaint = /^\/api\/(?:complaints|track|cases)(?:\/\{reference\}\/[a-z-]+)?$/.test(path);
  return schema !== undefined && isOfComplaint ? [{ path, schema }] : [];
});

/** Repeated to fill a text: without and with places to break a line, nested, and beyond 16 bits. */
const FILLINGS = ['a', 'ab ', '(', '😀', '\u0301', 'س\u200C'];
/** Texts in long lists are short, since a body has a megabyte at most. */
const LISTED_LENGTH = 20;
const LIST_LENGTH = 20;

/** A value of which every text and list has this share of its limit; undefined for one that has none and is not needed. */
function grown(schema: Schema, share: number, filling: string, isListed = false): unknown {
  if (schema.$ref !== undefined)
    return grown(components.schemas[schema.$ref.split('/').at(-1)!]!, share, filling, isListed);
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.items !== undefined) {
    const length = Math.max(1, Math.floor((schema.maxItems ?? LIST_LENGTH) * share));
    return Array.from({ length }, () => grown(schema.items!, share, filling, true));
  }
  if (schema.properties !== undefined) {
    const fields = Object.entries(schema.properties).map(([name, part]) => [
      name,
      grown(part, share, filling, isListed),
    ]);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer') return 1;
  if (schema.format === 'date') return '2026-11-02';
  if (schema.format !== undefined || schema.pattern !== undefined || schema.maxLength === undefined) return undefined;
  const length = Math.max(
    1,
    Math.floor((isListed ? Math.min(schema.maxLength, LISTED_LENGTH) : schema.maxLength) * share),
  );
  return filling.repeat(Math.max(1, Math.floor(length / filling.length)));
}

/** Shares of the limits, each twice the one before: what grows faster than its length costs most at the end. */
const SHARES = [1 / 2, 1];
/** Room for a machine that does other work, and for what costs the same at any size: work of a second or more at the limit is found. */
const MORE_AT_MOST = 2.5;
const ROOM_SECONDS = 0.1;

let redress: RunningRedress;
let office: Office;
let reference: string;
let complainant: string;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
  const { body } = await office.lodge({ description: 'Charged twice.' });
  reference = String(body['reference']);
  ({ token: complainant } = await office.complainant(reference, String(body['trackingCode'])));
});
afterAll(() => redress[Symbol.asyncDispose]());

async function processorSeconds(): Promise<number> {
  const metrics = await (await fetch(`${redress.url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(metrics)?.[1]);
}

/** Processor time of an act with all that follows from it in the process: projections, messages. */
async function costOf(act: () => Promise<unknown>): Promise<number> {
  const before = await processorSeconds();
  await act();
  await redress.settled();
  return (await processorSeconds()) - before;
}

/** Fails when the cost more than doubles, with room, from one share to the next; measures again before, since machines are busy. */
async function expectGrowthIn(act: (share: number) => Promise<unknown>): Promise<void> {
  const measured = async () => {
    const costs: number[] = [];
    for (const share of SHARES) costs.push(await costOf(() => act(share)));
    return costs;
  };
  const isSteep = (costs: readonly number[]) =>
    costs.some((cost, index) => index > 0 && cost > MORE_AT_MOST * costs[index - 1]! + ROOM_SECONDS);
  let costs = await measured();
  for (let again = 0; again < 2 && isSteep(costs); again += 1) costs = await measured();
  expect({ costs, isSteep: isSteep(costs) }).toEqual({ costs, isSteep: false });
}

describe('The work on a request grows with its texts and lists', () => {
  it('on every route that was found', () => {
    expect(ROUTES.length).toBeGreaterThan(50);
  });

  it.each(ROUTES.map(({ path, schema }, index) => [path, schema, FILLINGS[index % FILLINGS.length]!] as const))(
    'sent to %s',
    async (path, schema, filling) => {
      const isOwn = path.startsWith('/api/track/');
      const token = isOwn ? complainant : office.tokenFor(path === '/api/complaints' ? 'ida' : 'sara');
      const url = redress.url + path.replace('{reference}', reference);
      await expectGrowthIn(async (share) => {
        const { status } = await call('POST', url, { token, body: grown(schema, share, filling) });
        expect(status).toBeLessThan(500);
      });
    },
  );

  // How lines are broken has a property of its own, for any text.
  it.each(['a', 'س\u200C'])('printed on a letter to an address of %j', async (filling) => {
    await expectGrowthIn(async (share) => {
      const postalAddress = filling.repeat(Math.floor((4_000 * share) / filling.length));
      const lodged = await office.post('ida', '/api/complaints', {
        description: 'The door was closed.',
        channel: 'letter',
        complainant: { name: 'Sam Oak', postalAddress },
      });
      await redress.settled();
      const messageId = `acknowledgement.${String(lodged.body['reference']).replaceAll('-', '').toLowerCase()}@redress`;
      const headers = { authorization: `Bearer ${office.tokenFor('hana')}` };
      const letter = await fetch(`${redress.url}/api/notifications/${messageId}/letter.pdf`, { headers });
      expect(letter.status).toBe(200);
      await letter.arrayBuffer();
    });
  });
});
