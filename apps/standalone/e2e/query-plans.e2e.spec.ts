import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office } from './office.js';

// How SQLite answers everything that the lists offer. A table that is read as a whole, or sorted anew for each page, is unnoticed with ten
// complaints and stops an office with a million.

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}

interface Description {
  readonly paths: Readonly<Record<string, { readonly get?: Operation }>>;
}

/** A statement that was run, and SQLite's plan for it. */
interface Planned {
  readonly sql: string;
  readonly plan: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'redress-plans-'));
const file = join(folder, 'plans.jsonl');

/** Notes the plan of every query for documents, in all threads of the process. */
const NOTES_PLANS = `data:text/javascript,${encodeURIComponent(`
  import { appendFileSync } from 'node:fs';
  import { createRequire } from 'node:module';
  const { prototype } = createRequire(process.argv[1])('better-sqlite3');
  const { prepare } = prototype;
  prototype.prepare = function (sql) {
    if (/^SELECT[^]*AS fields/.test(sql) && /redress_in_time/.test(sql)) {
      const values = Array.from(sql.matchAll(/\\?/g), () => 1);
      const plan = prepare.call(this, 'EXPLAIN QUERY PLAN ' + sql).all(...values).map(({ detail }) => detail);
      appendFileSync(${JSON.stringify(file)}, JSON.stringify({ sql, plan }) + '\\n');
    }
    return prepare.call(this, sql);
  };
`)}`;

/** Whether its answer goes on for as long as its reader likes. */
const isEndless = ({ responses }: Operation): boolean => 'text/event-stream' in (responses['200']?.content ?? {});

let redress: RunningRedress;
let office: Office;
let lists: readonly { readonly path: string; readonly parameters: readonly Parameter[] }[];
beforeAll(async () => {
  redress = await RunningRedress.start({ env: { NODE_OPTIONS: `--import ${NOTES_PLANS}` } });
  office = await Office.open(redress);
  const { paths } = (await (await fetch(`${redress.url}/api/openapi.json`)).json()) as Description;
  lists = Object.entries(paths).flatMap(([path, { get }]) =>
    get === undefined || path.includes('{') || isEndless(get)
      ? []
      : [{ path, parameters: (get.parameters ?? []).filter((one) => one.in === 'query') }],
  );
  for (const description of ['one', 'two', 'three']) {
    const { body } = await office.lodge({ description });
    await office.decides('sara', String(body['reference']), 'assign-task', { kind: 'call', title: 'Call them.' });
  }
  await redress.settled();
});
afterAll(async () => {
  await redress[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function planned(): readonly Planned[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Planned);
}

/** Whether it starts from terms, so that it reads only the documents that have one. */
const isByTerms = ({ sql }: Planned): boolean => sql.includes('"terms/');

/** Values to ask for by a parameter, one and several; `none` because it asks for documents without a value. */
function valuesFor({ name, schema }: Parameter): readonly string[] {
  if (['assignee', 'team', 'department'].includes(name))
    return ['hana', 'none', `hana&${name}=none`, `hana&${name}=hugo`];
  if (schema.items?.type === 'integer') return ['1', '1,2'];
  if (name !== 'groupBy' && schema.items?.enum !== undefined) {
    return [schema.items.enum[0] ?? '', schema.items.enum.slice(0, 2).join(',')];
  }
  if (schema.type === 'array' && schema.items?.enum === undefined) return ['2B8T', `2B8T&${name}=2B8U`];
  if (schema.format === 'date-time') return ['2026-11-02T10:00:00Z'];
  if (schema.format === 'date') return ['2026-11-02'];
  return schema.items?.enum ?? schema.enum?.slice(0, 2) ?? ['2B8T'];
}

/** Every filter by itself in every order, and all of them together. */
function queriesOf(parameters: readonly Parameter[]): readonly string[] {
  const filters = parameters.filter(({ name }) => !['limit', 'cursor', 'sort'].includes(name));
  const one = filters.flatMap((filter) => valuesFor(filter).map((value) => `${filter.name}=${value}`));
  const all = filters.map((filter) => `${filter.name}=${valuesFor(filter)[0]}`).join('&');
  const orders = parameters.find(({ name }) => name === 'sort')?.schema.enum?.map((sort) => `sort=${sort}`) ?? [''];
  return ['', ...one, all].flatMap((filter) => orders.map((order) => `${filter}&${order}`));
}

/** Everything is asked for by somebody who may ask. */
async function asked(path: string): Promise<{ readonly next?: string | null }> {
  for (const who of ['sara', 'adam', 'cyrus']) {
    const headers = { authorization: `Bearer ${office.tokenFor(who)}` };
    const answer = await fetch(redress.url + path, { headers });
    const text = await answer.text();
    if (answer.ok && /^application\/json\b/.test(answer.headers.get('content-type') ?? '')) return JSON.parse(text);
  }
  return {};
}

describe('Every filter and order on offer', () => {
  it('is served by an index, on the first page and behind it, without reading or sorting a whole view', async () => {
    for (const { path, parameters } of lists) {
      for (const query of queriesOf(parameters)) await asked(`${path}?${query}`);
      if (!parameters.some(({ name }) => name === 'cursor')) continue;
      for (const order of parameters.find(({ name }) => name === 'sort')?.schema.enum ?? []) {
        const { next } = await asked(`${path}?limit=1&sort=${order}`);
        expect((await asked(`${path}?limit=1&sort=${order}&cursor=${next}`)).next).not.toBe(next);
      }
    }
    const views = async () => new Set(planned().map(({ sql }) => /"fields\/([a-z-]+)"/.exec(sql)?.[1]));
    // The clocks of deadlines, held messages, deliveries and reports ask by themselves.
    await eventually(views, (seen) => seen.size >= 12);
    expect([...(await views())].sort()).toEqual([
      'accesses',
      'case-activity',
      'cases',
      'complaint-facts',
      'dashboards',
      'deadlines',
      'disclosures',
      'held-messages',
      'reply-templates',
      'reports',
      'saved-views',
      'tasks',
      'webhook-deliveries',
    ]);
    expect(planned().length).toBeGreaterThan(100);
    const ordered = planned().filter((one) => !isByTerms(one));
    const walking = ordered.filter(({ plan }) =>
      plan.some((step) => /SCAN (fields|documents)|FOR (LAST TERM OF )?ORDER BY/.test(step)),
    );
    expect(walking).toEqual([]);
    expect(ordered.filter(({ sql }) => !sql.includes('INDEXED BY'))).toEqual([]);
  });

  it('by tags looks up the few that have one of them, or reads in order where they are many', async () => {
    for (const query of ['tag=lid', 'tag=lid&tag=spout&open=true&sort=-changedAt']) {
      await asked(`/api/cases?${query}`);
      await asked(`/api/cases/counts?${query}`);
    }
    const byTerms = await eventually(
      () => Promise.resolve(planned().filter(isByTerms)),
      ({ length }) => length >= 4,
    );
    const others = byTerms.filter(
      ({ plan }) =>
        plan.some((step) => /SCAN (fields|documents)/.test(step)) ||
        !plan.some((step) => /SCAN terms\/.* VIRTUAL TABLE INDEX 0:M1/.test(step)),
    );
    expect(others).toEqual([]);
    const inOrder = byTerms.filter(({ sql }) => sql.includes('INDEXED BY') && sql.includes('ORDER BY'));
    expect(inOrder.length).toBeGreaterThan(0);
    expect(inOrder.filter(({ plan }) => plan.some((step) => /FOR (LAST TERM OF )?ORDER BY/.test(step)))).toEqual([]);
  });

  it('by words reads in order where many have the first, and no document to find which cases these are', async () => {
    const { status } = await fetch(`${redress.url}/api/cases/search`, {
      method: 'POST',
      headers: { authorization: `Bearer ${office.tokenFor('sara')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'three two' }),
    });
    expect(status).toBe(200);
    const searches = await eventually(
      () => Promise.resolve(planned().filter(({ sql }) => sql.includes('"fields/case-search"'))),
      ({ length }) => length >= 2,
    );
    const inOrder = searches.filter(({ sql }) => sql.includes('INDEXED BY'));
    expect(inOrder.length).toBeGreaterThan(0);
    expect(inOrder.filter(({ plan }) => plan.some((step) => /FOR (LAST TERM OF )?ORDER BY/.test(step)))).toEqual([]);
    expect(searches.filter(({ sql }) => sql.includes('"documents/'))).toEqual([]);
  });
});
