import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  byPhone,
  complainant,
  ComplaintOffice,
  enforce,
  handler,
  supervisor,
  timedPolicy,
} from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { formatReference } from '@redress/domain';
import { OutOfReachError, type ProjectedEvent } from '@redress/eventing';
import type { StaffContact, StaffDirectory } from '@redress/platform';
import { StrictReadStore } from '../strict-read-store.fixture.spec.js';
import { FakeChannel, Killed } from '../messages/message-room.mother.spec.js';
import { staffMessageIdOf } from '../messages/message-id.js';
import { MessageRecorder } from '../messages/message-recorder.js';
import { HeldMessages } from '../quiet-hours/held-messages.js';
import { StaffNoticeProcess } from './staff-notice.process.js';

const ASSESSMENT = {
  severity: 'low',
  safetyImplication: false,
  complexity: 'simple',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'Charged twice.',
} as const;

/** Every person at `<name>@example.org`; the team reads Persian. */
const DIRECTORY: StaffDirectory = {
  person: contacts(handler.id, supervisor.id, 'staff-noor', 'staff-omid'),
  team: new Map([['Repairs', { email: 'repairs@example.org', language: 'fa' }]]),
  role: contacts('supervisor', 'handler', 'compliance'),
};

function contacts(...names: readonly string[]): ReadonlyMap<string, StaffContact> {
  return new Map(names.map((name) => [name, { email: `${name}@example.org`, language: 'en' }]));
}

describe.each([
  ['a mail server, which does not recognize a repeat', false],
  ['an outbox, where a repeat replaces', true],
])('Telling the staff through %s', (_transport, repeatable) => {
  let office: ComplaintOffice;
  let mail: FakeChannel;
  let directory: StaffDirectory | undefined;
  let held: HeldMessages;
  beforeEach(async () => {
    office = new ComplaintOffice();
    held = new HeldMessages(new StrictReadStore());
    await held.start();
    mail = new FakeChannel('email', repeatable);
    directory = DIRECTORY;
  });

  /** Delivers events as a consumer does, to a process without memory of earlier deliveries. */
  async function deliver(reference: Reference): Promise<void> {
    const { complaints } = office;
    const recorder = new MessageRecorder(complaints);
    const process = new StaffNoticeProcess({ complaints, recorder, mail, held, directory, now: () => office.now });
    for (const event of await office.projected(reference)) {
      if (process.reactsTo.includes(event.type)) await process.on(event);
    }
  }

  const told = () => mail.sent.map(({ to }) => to.address);
  const newest = async (reference: Reference): Promise<ProjectedEvent | undefined> =>
    (await office.projected(reference)).at(-1);

  async function decided(message?: object): Promise<Reference> {
    const reference = await office.lodge();
    await office.does(reference, 'route', { team: 'Repairs', person: 'staff-noor' }, { by: supervisor });
    await office.does(reference, 'assess', ASSESSMENT);
    await office.does(reference, 'propose-response', { decision: 'upheld', explanation: 'Twice.', remedies: [] });
    await office.does(reference, 'approve-response', {}, { by: supervisor });
    mail.sent.length = 0;
    await deliver(reference);
    mail.sent.length = 0;
    await office.does(reference, 'communicate-decision', message === undefined ? {} : ({ message } as object));
    return reference;
  }

  const WORDS = { template: 'decision@1', language: 'en', subject: 'Our decision', text: 'You are right.' };

  it('tells everybody whom a decision concerns, but for who communicated it', async () => {
    await deliver(await decided(WORDS));
    expect(told()).toEqual(['staff-noor@example.org', 'repairs@example.org', `${supervisor.id}@example.org`]);
  });

  it('tells nothing to somebody whom a wall has kept out since', async () => {
    const reference = await decided(WORDS);
    const nature = 'The complaint is about this person.';
    await office.does(reference, 'declare-conflict', { person: 'Staff-Noor', nature }, { by: supervisor });
    await deliver(reference);
    expect(told()).toEqual(['repairs@example.org', `${supervisor.id}@example.org`]);
  });

  it('tells the people of a confidential complaint, in place of teams and roles', async () => {
    const reference = await decided(WORDS);
    const people = ['staff-noor', 'staff-omid'];
    await office.does(reference, 'restrict-access', { people }, { by: supervisor, reason: 'It is about a manager.' });
    await deliver(reference);
    expect(told()).toEqual(['staff-noor@example.org', 'staff-omid@example.org']);
  });

  it('tells compliance and the handler of emergency access', async () => {
    const reference = await decided(WORDS);
    const people = [handler.id, 'staff-noor'];
    await office.does(reference, 'restrict-access', { people }, { by: supervisor, reason: 'It is about a manager.' });
    await deliver(reference);
    mail.sent.length = 0;
    await office.does(reference, 'break-glass', {}, { by: supervisor, reason: 'Nobody is reachable.' });
    await deliver(reference);
    expect(told()).toEqual(['compliance@example.org', 'staff-noor@example.org']);
    expect(mail.sent[0]?.subject).toContain(formatReference(reference));
  });

  it('says where to look in the language of each, and nothing of the matter', async () => {
    const reference = await decided(WORDS);
    await deliver(reference);
    expect(mail.sent.map(({ language }) => language)).toEqual(['en', 'fa', 'en']);
    for (const { subject, text } of mail.sent) {
      expect(subject).toContain(formatReference(reference));
      expect(text).toContain(formatReference(reference));
      expect(text).not.toMatch(/right|Twice|kettle|staff-/);
    }
    expect(mail.sent[1]?.subject).toMatch(/^تصمیم دربارهٔ پروندهٔ/);
  });

  it('records for whom each message was, under an id that does not say it', async () => {
    const reference = await decided(WORDS);
    await deliver(reference);
    const sent = (await office.complaints.history(reference)).filter(
      ({ type, data }) => type === 'NotificationSent' && data['purpose'] === 'decision',
    );
    expect(sent.map(({ data }) => data['staff'])).toEqual([
      { kind: 'person', name: 'staff-noor' },
      { kind: 'team', name: 'Repairs' },
      { kind: 'person', name: supervisor.id },
    ]);
    for (const { data } of sent) {
      expect(data['messageId']).toMatch(/^decision\.[0-9a-z]+\.\d+\.[0-9a-f]{12}@redress$/);
      expect(data).toMatchObject({ purpose: 'decision', channel: 'email', template: 'staff-decision@3' });
    }
  });

  it.each([true, false])(
    'tells nobody again who was told of the very same event before the log was restored (%p)',
    async (isSame) => {
      const reference = await decided(WORDS);
      const occasion = (await newest(reference))!;
      const staff = { kind: 'person', name: 'staff-noor' } as const;
      const messageId = staffMessageIdOf('decision', occasion, staff);
      const facts = {
        purpose: 'decision',
        channel: 'email',
        messageId,
        template: 'staff-decision@3',
        language: 'en',
      } as const;
      await held.holdForEver({ ...facts, staff }, isSame ? occasion.id : 'another event');
      await deliver(reference);
      expect(told().includes('staff-noor@example.org')).toBe(!isSame);
      const { state } = await office.complaints.load(reference);
      expect(state).toMatchObject({ messages: { [messageId]: 'sent' } });
    },
  );

  it('tells each of them once, however often the event comes again', async () => {
    const reference = await decided(WORDS);
    for (let delivery = 0; delivery < 4; delivery += 1) await deliver(reference);
    expect(mail.sent).toHaveLength(3);
  });

  it('goes on with the others after a kill between two messages', async () => {
    const reference = await decided(WORDS);
    mail.killed = 'after-sending';
    await expect(deliver(reference)).rejects.toThrow(Killed);
    mail.killed = 'never';
    await deliver(reference);
    // An outbox may be written to again; a mail server may have accepted the message.
    expect(new Set(told()).size).toBe(3);
    expect(mail.sent).toHaveLength(repeatable ? 4 : 3);
    const failed = (await office.complaints.history(reference)).filter(({ type }) => type === 'NotificationFailed');
    expect(failed.map(({ data }) => data['failure'])).toEqual(repeatable ? [] : ['interrupted']);
  });

  it('waits for a mail server that is away, having done nothing', async () => {
    const reference = await decided(WORDS);
    const before = await newest(reference);
    mail.isAway = true;
    await expect(deliver(reference)).rejects.toThrow(OutOfReachError);
    expect(await newest(reference)).toEqual(before);
    mail.isAway = false;
    await deliver(reference);
    expect(mail.sent).toHaveLength(3);
  });

  it('tells nobody of what another system had decided', async () => {
    await deliver(await decided());
    expect(told()).toEqual([]);
  });

  it('tells nobody of what is no news any more', async () => {
    const reference = await decided(WORDS);
    office.now = '2026-11-17T09:00:00.000Z';
    await deliver(reference);
    expect(told()).toEqual([]);
  });

  it('tells nobody without a directory, nor whom it does not know', async () => {
    const reference = await decided(WORDS);
    directory = undefined;
    await deliver(reference);
    directory = { person: new Map(), team: new Map(), role: new Map() };
    await deliver(reference);
    expect(told()).toEqual([]);
  });

  it('tells who is to do a task, and else the department, while there is something to do', async () => {
    const reference = await office.lodge();
    await office.does(reference, 'assign-task', { kind: 'investigate', title: 'Look.', assignee: 'staff-noor' });
    await office.does(reference, 'assign-task', { kind: 'investigate', title: 'Look too.', department: 'Repairs' });
    await office.does(reference, 'assign-task', { task: 'vain', kind: 'other', title: 'No.', assignee: supervisor.id });
    await office.does(reference, 'cancel-task', { task: 'vain' }, { reason: 'Not needed.' });
    await deliver(reference);
    expect(told()).toEqual(['staff-noor@example.org', 'repairs@example.org']);
    expect(mail.sent[0]?.subject).toBe(`New task in case ${formatReference(reference)}`);
  });

  it('tells the deputy in place of somebody who was absent when it happened, and each person once', async () => {
    const absence = {
      from: '2026-11-01T00:00:00.000Z',
      until: '2026-11-03T00:00:00.000Z',
      deputy: 'staff-omid',
    } as const;
    const noor = { email: 'staff-noor@example.org', language: 'en', absence } as const;
    directory = { ...DIRECTORY, person: new Map([...DIRECTORY.person, ['staff-noor', noor]]) };
    const work = { kind: 'investigate', title: 'Look.', assignee: 'staff-noor' } as const;
    const reference = await office.lodge();
    await office.does(reference, 'assign-task', work);
    await deliver(reference);
    expect(told()).toEqual(['staff-omid@example.org']);
    expect(mail.sent[0]?.text).toContain('as the deputy of somebody who is absent');
    office.now = '2026-11-03T00:00:00.000Z';
    await deliver(reference);
    expect(mail.sent).toHaveLength(1);
    await office.does(reference, 'assign-task', { ...work, title: 'Look again.' });
    await deliver(reference);
    expect(told().slice(1)).toEqual(['staff-noor@example.org']);
    expect(mail.sent[1]?.text).not.toContain('deputy');
    await office.does(reference, 'assign-task', { ...work, assignee: 'staff-omid', insteadOf: 'staff-noor' });
    await deliver(reference);
    expect(told().slice(2)).toEqual(['staff-omid@example.org']);
    expect(mail.sent[2]?.text).toContain('as the deputy');
  });

  it('tells the supervisors of a wish for confidentiality that the policy does not meet', async () => {
    const reference = await office.lodge({ confidential: { otherwise: 'Decide who may know.' } });
    await deliver(reference);
    expect(told()).toEqual(['supervisor@example.org']);
  });

  it('tells the supervisors of a proposal to close a complaint as out of scope, while nobody has confirmed it', async () => {
    const close = (reference: Reference, by: typeof handler) =>
      office.does(reference, 'close', { outcome: 'out-of-scope', comment: 'Of the province.' }, { by });
    const reference = await office.lodge();
    await close(reference, handler);
    await deliver(reference);
    expect(told()).toEqual(['supervisor@example.org']);
    const confirmed = await office.lodge();
    for (const by of [handler, supervisor]) await close(confirmed, by);
    await deliver(confirmed);
    expect(mail.sent).toHaveLength(1);
  });

  it('tells whoever a complaint was given to, unless it is somebody else’s by now or they took it', async () => {
    const reference = await office.lodge();
    await office.does(reference, 'assign', { assignee: 'staff-noor' }, { by: supervisor });
    await office.does(reference, 'assign', { assignee: handler.id }, { by: supervisor });
    await office.does(reference, 'assign', { assignee: handler.id });
    await deliver(reference);
    expect(told()).toEqual([`${handler.id}@example.org`]);
    const own = await office.lodge();
    await office.does(own, 'assign', { assignee: handler.id });
    await deliver(own);
    expect(mail.sent).toHaveLength(1);
  });

  it('tells the role that a clock is escalated to, while the complaint is open', async () => {
    await enforce(office, timedPolicy);
    const escalate = async (reference: Reference) => {
      office.now = '2026-11-02T20:00:00.000Z';
      const data = { clock: 'decision', run: 1, to: 'supervisor' } as const;
      await office.does(reference, 'record-deadline-missed', { clock: 'decision', run: 1 }, DUE);
      await office.does(reference, 'record-escalation', data, DUE);
    };
    const reference = await office.lodge({ product: 'kettle' });
    await escalate(reference);
    await deliver(reference);
    expect(told()).toEqual(['supervisor@example.org']);
    office.now = '2026-11-02T09:00:00.000Z';
    const withdrawn = await office.lodge({ product: 'kettle' });
    await escalate(withdrawn);
    await office.does(withdrawn, 'withdraw', byPhone, { reason: 'Solved.' });
    await deliver(withdrawn);
    expect(mail.sent.filter(({ subject }) => subject.includes('needs your attention'))).toHaveLength(1);
  });

  it('tells who handles a complaint what its complainant wrote, sent or wants, once', async () => {
    const reference = await decided(WORDS);
    await office.does(reference, 'assign', { assignee: 'staff-noor' }, { by: supervisor });
    await office.does(reference, 'add-information', { text: 'It was in 2025.' }, { by: complainant });
    await office.does(reference, 'record-rejection', {}, { by: complainant });
    await office.does(reference, 'record-acceptance', {}, { by: complainant });
    await office.does(reference, 'withdraw', {}, { by: complainant });
    for (let delivery = 0; delivery < 3; delivery += 1) await deliver(reference);
    const news = mail.sent.filter(({ subject }) => subject.includes('News from the complainant'));
    // The rejection and the acceptance are outdated by what came next.
    expect(news.map(({ to, subject }) => [to.address, subject])).toEqual(
      [1, 2].map(() => ['staff-noor@example.org', `News from the complainant of case ${formatReference(reference)}`]),
    );
  });

  it('tells supervisors what the complainant wrote while nobody handles it, and nobody what they wrote down themselves', async () => {
    const reference = await office.lodge();
    await office.does(reference, 'add-information', { text: 'By telephone.' }, { by: complainant });
    await deliver(reference);
    expect(told()).toEqual(['supervisor@example.org']);
    const own = await office.lodge();
    await office.does(own, 'assign', { assignee: handler.id });
    await office.does(own, 'add-information', { text: 'By telephone.' });
    await deliver(own);
    expect(mail.sent).toHaveLength(1);
  });
});

const DUE = { by: { id: 'case-handling', role: 'system' }, occurredAt: '2026-11-02T19:00:00.000Z' } as const;
