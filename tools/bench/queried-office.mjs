// What people ask of an office with many complaints: each filter and order of the queue, searches, cases, and every kind of figure.
import { loadMasterKey } from '@redress/eventing';
import { ServerSecrets } from '@redress/platform';
import { parseReference } from '@redress/domain';
import { join } from 'node:path';

const DAY_MS = 24 * 3_600_000;
/** Complaints of which each is tracked and opened, so that no answer is at hand already. */
const REFERENCES = 200;
const PAGES_WALKED_MAX = 2_000;

/** Each order of the queue, and each filter: with values that many, few and no cases have. */
const QUEUE = {
  'the queue': '',
  'by due date, last first': 'sort=-dueAt',
  'by priority': 'sort=priority',
  'by priority, last first': 'sort=-priority',
  'by receipt': 'sort=receivedAt',
  'by receipt, last first': 'sort=-receivedAt',
  'by last change': 'sort=changedAt',
  'by last change, last first': 'sort=-changedAt',
  '`status`': 'status=under-investigation',
  '`status` of most': 'status=closed',
  '`status`, several, by priority': 'status=under-investigation,closed&sort=priority',
  '`open`': 'open=true',
  '`open`, by last change': 'open=true&sort=-changedAt',
  '`open=false`': 'open=false',
  '`assignee`': 'assignee=sample-ada',
  '`assignee`, by last change': 'assignee=sample-ada&sort=changedAt',
  '`assignee`, none': 'assignee=none',
  '`assignee` of no case': 'assignee=somebody',
  '`team`': 'team=Logistics',
  '`team` of no case': 'team=Nobody',
  '`priority`': 'priority=high',
  '`priority` of few': 'priority=urgent',
  '`severity`': 'severity=critical',
  '`product`': 'product=kettle',
  '`product` of no case, by priority': 'product=none&sort=priority',
  '`organizationUnit`': 'organizationUnit=Northgate',
  '`jurisdiction`': 'jurisdiction=IR',
  '`tag`': 'tag=press',
  '`channel`': 'channel=regulator',
  '`product` and `channel`': 'product=kettle&channel=regulator',
  '`language`': 'language=fa',
  '`stage`': 'stage=2',
  '`waitingFor`': 'waitingFor=complainant',
  '`confidential`': 'confidential=true',
  '`undelivered`': 'undelivered=true',
  '`overdue`': 'overdue=true',
  '`warned`': 'warned=true',
  '`breached`': 'breached=answer',
  '`receivedFrom`, by priority': 'receivedFrom=2030-01-01T00:00:00Z&sort=priority',
  '`dueBefore`': 'dueBefore=2020-01-01T00:00:00Z',
  '`changedSince`': 'changedSince=2030-01-01T00:00:00Z',
  '`answered`': 'answered=true',
  '`answeredSince`': 'answeredSince=2030-01-01T00:00:00Z',
  '`q` of no case': 'q=nothing',
};

/** The orders whose last pages are asked for. */
const DEEP = { 'the queue': '', 'by priority': 'sort=priority' };

/** As people type: words that many, few and no complaints have, names, slips, phrases, pasted addresses; in both languages. */
const SEARCHES = {
  'a frequent word': 'delivery',
  'a frequent word, Persian': 'سفارش',
  'three frequent words': 'kettle stopped working',
  'three frequent words, Persian': 'کتری برقی خراب',
  'a beginning': 'scra',
  'a phrase': '"scratched my kitchen floor"',
  'a phrase, Persian': '«کف آشپزخانه‌ام خط»',
  'a first name': 'Robin',
  'a whole name': 'Robin Exampleton',
  'a whole name, Persian': 'مریم نمونه‌زاده',
  'a name with a slip': 'Exampelton',
  'a word of no case': 'xylophone',
  'a frequent and a rare word': 'delivery xylophone',
};

/** Figures of the last year, and of all time, by which most must be read. */
const FIGURES = {
  'summary by product and channel': 'summary?groupBy=product,channel',
  'summary by month and product': 'summary?groupBy=month,product',
  'summary by day': 'summary?groupBy=day',
  timeseries: 'timeseries?measure=received&bucket=month',
  'timeseries by two': 'timeseries?measure=decidedInTime&bucket=week&groupBy=product,channel',
  pareto: 'pareto?by=rootCause',
  'control chart': 'control-chart?measure=received&bucket=week',
  backlog: 'backlog?bucket=week',
  cohorts: 'cohorts?milestone=toEnd&bucket=month',
  distribution: 'distribution?duration=toDecision&groupBy=product',
  recurrence: 'recurrence',
  'recurrent cases': 'recurrence/cases?product=kettle',
  remedies: 'remedies',
};

/**
 * Everything that is asked whose name contains `only`, by name: each gives the request of its next turn. `answer` asks the server for JSON.
 */
export async function questionsFor({ data, answer, token, only = '' }) {
  const staff = { headers: { authorization: `Bearer ${token}` } };
  const get = (path) => () => ({ path: `/api/${path}`, ...staff });
  const post = (path, body, more = staff) => ({
    path: `/api/${path}`,
    method: 'POST',
    headers: { ...more.headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const references = await referencesIn(answer, staff);
  const codes = new ServerSecrets(await loadMasterKey({ file: join(data, 'master.key'), mayMake: async () => false }));
  const identifying = (shown) => {
    const { reference } = parseReference(shown);
    return post('track', { reference: shown, trackingCode: codes.trackingCode(reference, 1) }, {});
  };
  // The first code of some was replaced by another.
  const tracked = [];
  for (const shown of references) {
    await answer(identifying(shown)).then(
      () => tracked.push(shown),
      () => undefined,
    );
  }
  const next = inTurn(tracked);
  const questions = {
    ...named('queue', QUEUE, (query) => get(`cases?limit=50&${query}`)),
    'queue: counts': get('cases/counts'),
    'queue: counts of views': get('cases/views?counts=true'),
    'queue: tasks': get('cases/tasks?state=open'),
    'queue: activity': get('cases/activity'),
    ...named('search', SEARCHES, (text) => () => post('cases/search', { text })),
    'a case': () => ({ path: `/api/cases/${next()}`, ...staff }),
    'tracking: reference and code': () => identifying(next()),
    'people and their work': get('staff'),
    'views, for administrators': get('operations/views'),
  };
  for (const [order, query] of Object.entries(DEEP)) {
    const name = `queue: ${order}, last page`;
    // Found page by page, which takes long.
    const cursor = name.includes(only) ? encodeURIComponent(await lastCursor(answer, staff, query)) : '';
    questions[name] = get(`cases?limit=50&${query}&cursor=${cursor}`);
  }
  const day = (ago) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
  for (const [name, path] of Object.entries(FIGURES)) {
    const range = `from=${day(365)}&to=${day(0)}`;
    questions[`figures: ${name}`] = get(`analytics/${path}${path.includes('?') ? '&' : '?'}${range}`);
  }
  return Object.fromEntries(Object.entries(questions).filter(([name]) => name.includes(only)));
}

function named(kind, all, ask) {
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`${kind}: ${name}`, ask(value)]));
}

/** Cases from all over the queue, in the order of priority, which says nothing of their age. */
async function referencesIn(answer, staff) {
  const { items } = await answer({ path: `/api/cases?limit=${REFERENCES}&sort=priority`, ...staff });
  return items.map(({ reference }) => reference);
}

async function lastCursor(answer, staff, query) {
  let last;
  for (let pages = 0, next; pages < PAGES_WALKED_MAX; pages += 1) {
    const cursor = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`;
    ({ next } = await answer({ path: `/api/cases?limit=200&${query}${cursor}`, ...staff }));
    if (next === null) break;
    last = next;
  }
  if (last === undefined) throw new Error('There are not enough complaints for a second page of 200.');
  return last;
}

function inTurn(values) {
  let turn = 0;
  return () => values[turn++ % values.length];
}
