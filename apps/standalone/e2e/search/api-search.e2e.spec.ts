import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, RunningRedress } from '@redress/testing';
import { Office } from '../office.js';
import { foundBy, lodgeAll, type Searched } from './search-table.js';

let redress: RunningRedress;
let office: Office;
let references: ReadonlyMap<string, string>;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
  references = await lodgeAll(redress, office, {
    cases: {
      robin: { description: 'The kettle burst.', complainant: { name: 'Robin Hood', phone: '+44 20 7946 0101' } },
      kim: { description: 'The kettle leaks.', complainant: { name: 'Kim Hood' } },
    },
    searches: [],
  });
});
afterAll(() => redress[Symbol.asyncDispose]());

const search = (body: object, who = 'hana'): Promise<Answer<Searched>> =>
  office.post<Searched>(who, '/api/cases/search', body);
const found = (text: string, who?: string) => foundBy(office, references, text, who);

describe('POST /api/cases/search', () => {
  it('shows cases as the work queue does, and where something was found', async () => {
    const { body } = await search({ text: 'robin' });
    const queue = await office.get<Searched>('hana', '/api/cases?sort=receivedAt');
    const [queued] = queue.body.items;
    expect(body).toEqual({
      items: [{ ...queued, found: [{ field: 'name', text: 'Robin Hood', marks: [{ from: 0, to: 5 }] }] }],
      truncated: false,
    });
  });

  it.each([
    ['as shown', (reference: string) => reference],
    ['behind a sign', (reference: string) => `#${reference}`],
    ['in a pasted sentence', (reference: string) => `Complaint ${reference.replaceAll('-', ' ').toLowerCase()}.`],
    ['in Persian', (reference: string) => `شکایت شمارهٔ ${reference}`],
    ['with another word of the case', (reference: string) => `${reference} kettle`],
  ])('finds a reference %s', async (_, pasted) => {
    expect(await found(pasted(references.get('kim') ?? ''))).toEqual(['kim']);
  });

  it('finds nothing by a reference with words of another case', async () => {
    expect(await found(`${references.get('kim')} burst`)).toEqual([]);
  });

  it('finds a caller for an intake agent by what they can say', async () => {
    expect(await found('020 7946 0101', 'ida')).toEqual(['robin']);
  });

  it('takes the filters of the work queue', async () => {
    const named = async (filters: object) => (await search({ text: 'hood', filters })).body.items.length;
    expect(await named({ assignee: ['none'], open: 'true' })).toBe(2);
    expect(await named({ assignee: ['me'] })).toBe(0);
  });

  it('is for those who may see personal data', async () => {
    expect((await search({ text: 'hood' }, 'anna')).status).toBe(403);
    expect((await search({ text: 'hood' }, 'adam')).status).toBe(403);
  });

  it('tells nobody of a case behind a wall, whatever they type', async () => {
    const kim = references.get('kim') ?? '';
    await office.decides('sara', kim, 'declare-conflict', { person: 'hugo', nature: 'Their neighbour.' });
    await redress.settled();
    expect([...(await found('hood'))].sort()).toEqual(['kim', 'robin']);
    expect(await found('hood', 'hugo')).toEqual(['robin']);
    expect(await found(kim, 'hugo')).toEqual([]);
    expect((await search({ text: 'hood', limit: 1 }, 'hugo')).body.truncated).toBe(false);
  });

  it.each([
    ['nothing', {}, '#/text'],
    ['blanks', { text: '  ' }, '#/text'],
    ['too much', { text: 'x'.repeat(201) }, '#/text'],
    ['too many cases', { text: 'hood', limit: 51 }, '#/limit'],
    ['an unknown filter', { text: 'hood', filters: { name: 'Robin' } }, '#/filters/name'],
    ['a filter of no value that there is', { text: 'hood', filters: { status: ['lost'] } }, '#/filters/status'],
  ])('refuses to look for %s, and names the field', async (_, body, pointer) => {
    const { status, body: problem } = await office.post('hana', '/api/cases/search', body);
    expect(status).toBe(422);
    expect(problem['errors']).toMatchObject([{ pointer }]);
    expect(JSON.stringify(problem)).not.toMatch(/Robin|hood/);
  });
});
