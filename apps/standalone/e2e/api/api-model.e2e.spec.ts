import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toReference, instantOf, type Instant } from '@redress/domain';
import { toInstant } from '@redress/eventing';
import { type Answer, call, RunningRedress } from '@redress/testing';
import fc from 'fast-check';
import { type RoutedCommand, commandRoutes, pathOf } from '../command-routes.js';
import { type Step, steps } from './command-steps.js';
import { ComplaintModel, type Expected, type Sender, type SentRequest } from './complaint-model.js';
import { failuresSince } from './failures-since.js';
import { Office } from '../office.js';

/** `REDRESS_SEED` repeats a run; `REDRESS_MODEL_SECONDS` extends the search. */
const seed = Number(process.env['REDRESS_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
const SECONDS_MAX = Number(process.env['REDRESS_MODEL_SECONDS'] ?? 25);

const staff = (id: string, role: string): Sender => ({ kind: 'staff', id, roles: [role] });
const complainant: Sender = { kind: 'complainant', id: 'complainant', roles: ['complainant'] };
const anonymous: Sender = { kind: 'anonymous', id: '', roles: [] };
const hana = staff('hana', 'handler');
const sara = staff('sara', 'supervisor');
const cyrus = staff('cyrus', 'compliance');
const senders: readonly Sender[] = [
  hana,
  staff('hugo', 'handler'),
  sara,
  complainant,
  anonymous,
  staff('anna', 'analyst'),
  cyrus,
  staff('ida', 'intake-agent'),
  staff('adam', 'admin'),
];

/** Commands that take a complaint towards its end. Unless these are preferred, a random life ends long before its decision. */
const furthering = [
  'assess',
  'propose-response',
  'approve-response',
  'communicate-decision',
  'record-acceptance',
  'record-rejection',
  'deliver-remedy',
  'close',
  'redact-message',
  'reopen',
];

let redress: RunningRedress;
let began: string;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  began = new Date().toISOString();
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

/** A complaint of the running process, and the model that must agree with it. */
class Pair {
  private last: SentRequest | undefined;

  private constructor(
    readonly reference: string,
    private complainantToken: string,
    readonly model: ComplaintModel,
    private readonly receivedAt: Instant,
  ) {}

  static async lodged(): Promise<Pair> {
    const { body } = await office.lodge({ description: 'Charged twice.' });
    const reference = body['reference'] as string;
    const tracked = await call('POST', `${redress.url}/api/track`, {
      body: { reference, trackingCode: body['trackingCode'] },
    });
    const receivedAt = toInstant(tracked.body['receivedAt'] as string);
    return new Pair(
      reference,
      tracked.body['token'] as string,
      new ComplaintModel(toReference(reference.replaceAll('-', '')), receivedAt),
      receivedAt,
    );
  }

  async takes(step: Step): Promise<void> {
    const { last } = this;
    const sent = step.again && last ? { ...last, now: instantOf(Date.now()) } : this.request(step);
    this.last = sent;
    const { route, sender } = sent;
    const expected = this.model.expects(sent);
    const answer = await this.send(sent);
    await this.identifyAnew(answer);
    expect({ ...told(answer, expected), route: pathOf(route, ''), by: sender.id }).toEqual({
      ...expected,
      ...('events' in expected && { etag: `"${expected.revision}"`, reference: this.reference }),
      route: pathOf(route, ''),
      by: sender.id,
    });
  }

  /** A new tracking code ends the tokens for which the one before was exchanged. */
  private async identifyAnew({ headers, body }: Answer): Promise<void> {
    const { trackingCode } = body;
    if (trackingCode === undefined || headers.get('idempotency-replayed') === 'true') return;
    const given = { reference: this.reference, trackingCode };
    const { body: identified } = await call('POST', `${redress.url}/api/track`, { body: given });
    this.complainantToken = identified['token'] as string;
  }

  async agrees(): Promise<void> {
    const { state, revision, types } = this.model;
    for (const reader of [hana, sara, cyrus]) {
      const shown = await office.get(reader.id, `/api/cases/${this.reference}?atLeast=${revision}`);
      if (this.model.isHiddenFrom(reader)) {
        expect([shown.status, shown.body['code']]).toEqual([404, 'complaint-unknown']);
        continue;
      }
      expect(shown.body).toMatchObject({
        reference: this.reference,
        revision,
        status: state.status,
        assignee: state.assignee ?? null,
        priority: state.priority ?? null,
        availableCommands: this.model.availableTo(reader, instantOf(Date.now())),
      });
    }
    const reader = [cyrus, sara, hana].find((one) => !this.model.isHiddenFrom(one));
    if (reader === undefined) return;
    const history = `/api/cases/${this.reference}/history`;
    const { body } = await office.get<{ events: { type: string }[] }>(reader.id, history);
    expect(body.events.map(({ type }) => type)).toEqual(types);
  }

  /** Usually a command that the complaint is ready for, by a permitted caller; otherwise any command by anyone. */
  private chosen({ choice, keen, caller, bodies }: Step) {
    const fitting = [hana, sara, cyrus].flatMap((sender) =>
      this.model
        .availableTo(sender, instantOf(Date.now()))
        .filter((type) => this.takesFurther(type))
        .map((type) => ({ sender, type })),
    );
    const fit = keen ? fitting[choice % Math.max(1, fitting.length)] : undefined;
    const index = fit
      ? commandRoutes.findIndex(({ side, type }) => side === 'cases' && type === fit.type)
      : choice % commandRoutes.length;
    const route = commandRoutes[index] as RoutedCommand;
    const sender = fit?.sender ?? senders[caller % senders.length] ?? anonymous;
    return { route, sender, body: bodies[index] ?? {} };
  }

  private takesFurther(type: string): boolean {
    return furthering.includes(type) && !(type === 'assess' && this.model.state.assessment);
  }

  private request(step: Step): SentRequest {
    const { route, sender, body: content } = this.chosen(step);
    const { revision } = this.model;
    const ifMatch = { none: undefined, right: revision, wrong: revision + 1, malformed: 'malformed' } as const;
    const occurredAt = {
      now: undefined,
      'long-ago': '1999-01-01T00:00:00.000Z',
      'in-future': '2999-01-01T00:00:00.000Z',
    } as const;
    const now = instantOf(Date.now());
    return {
      route,
      sender,
      // The real process also looks for an assignee in the body before validating it.
      body: step.rubbish === undefined ? { ...step.remarks, ...content } : (step.rubbish as SentRequest['body']),
      isRubbish: step.rubbish !== undefined,
      occurredAt: step.rubbish === undefined ? occurredAt[step.occurred] : undefined,
      now: now < this.receivedAt ? this.receivedAt : now,
      key: step.key,
      ifMatch: ifMatch[step.ifMatch],
    };
  }

  private send({ route, sender, body, occurredAt, key, ifMatch }: SentRequest): Promise<Answer> {
    const headers = {
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch === 'malformed' ? 'yes' : `"${ifMatch}"` }),
    };
    const sentBody = occurredAt === undefined ? body : { ...body, occurredAt };
    const path = pathOf(route, this.reference);
    if (sender.kind === 'staff') return office.post(sender.id, path, sentBody, headers);
    const token = sender.kind === 'complainant' ? { token: this.complainantToken } : {};
    return call('POST', redress.url + path, { ...token, body: sentBody, headers });
  }
}

/** An answer in the model's terms. Which fault a rubbish body is refused for is the subject of another spec. */
function told({ status, headers, body }: Answer, expected: Expected): object {
  if (status !== 200) {
    const code = body['code'] as string;
    return {
      status,
      code:
        'code' in expected && expected.code === 'invalid-field' && code === 'unknown-field' ? 'invalid-field' : code,
    };
  }
  const { reference, revision, events } = body;
  const replayed = headers.get('idempotency-replayed') === 'true';
  return { status, reference, revision, events, replayed, etag: headers.get('etag') };
}

describe(`The API and the domain (REDRESS_SEED=${seed})`, () => {
  it(
    'agree on every answer and every state, whatever is sent by whomever',
    async () => {
      let answers = 0;
      const lives = fc.asyncProperty(steps, async (life) => {
        const pair = await Pair.lodged();
        for (const step of life) {
          await pair.takes(step);
          answers += 1;
        }
        await pair.agrees();
      });
      await fc.assert(lives, {
        seed,
        numRuns: 1_000_000,
        interruptAfterTimeLimit: SECONDS_MAX * 1000,
        endOnFailure: false,
      });
      expect(answers).toBeGreaterThan(100);
      expect(failuresSince(began, redress.output)).toEqual([]);
    },
    (SECONDS_MAX + 60) * 1000,
  );
});
