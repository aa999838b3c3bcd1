import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Complaints } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { formatReference, referenceFromSymbols } from '@redress/domain';
import { KEY_MISSING, toActorId } from '@redress/eventing';
import type { MemoryEventStore, MemoryKeyStore } from '@redress/testing';
import { Allow } from '../../security/caller.js';
import { knownHistory } from '../../service/views/view-reader.js';
import { startTestApplication, type TestApplication } from '../../test-application/start-test-application.js';
import { Text } from '../validation/field-rules.js';
import type { CommandAnswer } from './command-answer.js';
import { CommandMeta, RouteReference } from './command-meta.js';
import { CommandRequest } from './command-request.js';
import { DecideOnComplaint } from './decide-on-complaint.js';

class AssignRequest extends CommandRequest {
  @Text(200)
  assignee!: string;
}

@Controller('cases/:reference')
class CasesController {
  constructor(private readonly commands: CommandBus) {}

  @Post('assign')
  @HttpCode(200)
  @Allow('assign')
  assign(
    @RouteReference() reference: Reference,
    @Body() request: AssignRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'assign', request, meta));
  }
}

let test: TestApplication;
let supervisor: string;
beforeAll(async () => {
  test = await startTestApplication({ controllers: [CasesController] });
  supervisor = await test.bearer('s-1', 'supervisor');
});
/** Further processes on the same stores. */
const others: TestApplication[] = [];
afterAll(async () => {
  for (const application of [test, ...others]) await application.close();
});

async function lodge(): Promise<Reference> {
  const source = { caller: 'spec', actor: { id: toActorId('complainant'), role: 'complainant' } };
  const data = { description: 'A description', channel: 'web', language: 'en' } as const;
  return (await test.app.get(Complaints).lodge(data, source)).reference;
}

const assign = (reference: string, payload: object, headers: Record<string, string> = {}) =>
  test.app.inject({
    method: 'POST',
    url: `/api/cases/${reference}/assign`,
    payload,
    headers: { authorization: supervisor, ...headers },
  });
const codeOf = (answer: Awaited<ReturnType<typeof assign>>) => answer.json<{ code: string }>().code;

describe('A command on a complaint', () => {
  it('answers with reference, revision and events, and the revision as ETag', async () => {
    const reference = await lodge();
    const answer = await assign(reference, { assignee: 'h-1' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      reference: formatReference(reference),
      revision: 1,
      events: ['ComplaintAssigned'],
    });
    expect(answer.headers['etag']).toBe('"1"');
    expect(answer.headers).not.toHaveProperty('idempotency-replayed');
  });

  it('that changes nothing answers with no events', async () => {
    const reference = await lodge();
    await assign(reference, { assignee: 'h-1' });
    expect((await assign(reference, { assignee: 'h-1' })).json()).toMatchObject({ revision: 1, events: [] });
  });

  it('is recorded with its actor, role, correlation, trace, reason and time', async () => {
    const reference = await lodge();
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const { metadata } = (await test.app.get(Complaints).history(reference))[0] ?? {};
    await assign(
      reference,
      { assignee: 'h-1', reason: 'She knows the branch.', occurredAt: metadata?.recordedAt },
      { 'x-correlation-id': '0af7651916cd43dd8448eb211c80319c', traceparent },
    );
    const event = (await test.app.get(Complaints).history(reference))[1];
    expect(event).toMatchObject({
      reason: 'She knows the branch.',
      data: { assignee: 'h-1' },
      metadata: {
        actor: { id: toActorId('s-1'), role: 'supervisor' },
        correlationId: '0af7651916cd43dd8448eb211c80319c',
        traceparent,
        occurredAt: metadata?.occurredAt,
      },
    });
  });
});

describe('A repeat with the same Idempotency-Key', () => {
  it('answers the same and says so', async () => {
    const reference = await lodge();
    const first = await assign(reference, { assignee: 'h-1' }, { 'idempotency-key': 'k-1' });
    await assign(reference, { assignee: 'h-2' });
    const again = await assign(reference, { assignee: 'h-1' }, { 'idempotency-key': 'k-1' });
    expect(again.json()).toEqual(first.json());
    expect([again.headers['etag'], again.headers['idempotency-replayed']]).toEqual(['"1"', 'true']);
  });

  it('and another body is refused', async () => {
    const reference = await lodge();
    await assign(reference, { assignee: 'h-1' }, { 'idempotency-key': 'k-1' });
    const other = await assign(reference, { assignee: 'h-2' }, { 'idempotency-key': 'k-1' });
    expect([other.statusCode, codeOf(other)]).toEqual([422, 'idempotency-key-reused']);
  });

  it.each(['', 'a b', 'ü', 'x'.repeat(256)])('needs 1 to 255 visible characters, not %p', async (key) => {
    const answer = await assign(await lodge(), { assignee: 'h-1' }, { 'idempotency-key': key });
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'malformed-idempotency-key']);
  });
});

describe('If-Match', () => {
  it('lets a command through at that revision', async () => {
    expect((await assign(await lodge(), { assignee: 'h-1' }, { 'if-match': '"0"' })).statusCode).toBe(200);
  });

  it('refuses it at any other, and says which it is', async () => {
    const answer = await assign(await lodge(), { assignee: 'h-1' }, { 'if-match': '"3"' });
    expect([answer.statusCode, codeOf(answer)]).toEqual([412, 'revision-mismatch']);
    expect(answer.json<{ detail: string }>().detail).toContain('at revision 0,');
  });

  it.each(['0', '*', 'W/"0"', '"0", "1"', '"x"'])('cannot be %p', async (value) => {
    const answer = await assign(await lodge(), { assignee: 'h-1' }, { 'if-match': value });
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'malformed-if-match']);
  });
});

describe('A refusal', () => {
  it('is told with the status and code of the domain', async () => {
    const answer = await assign(await lodge(), { assignee: 'h-1', occurredAt: '2999-01-01T00:00:00Z' });
    expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'occurred-in-future']);
    expect(answer.json<{ errors: object[] }>().errors).toMatchObject([{ pointer: '#/occurredAt' }]);
  });

  it('of an unknown complaint is a 404', async () => {
    const answer = await assign(referenceFromSymbols('0123456789A'), { assignee: 'h-1' });
    expect([answer.statusCode, codeOf(answer)]).toEqual([404, 'complaint-unknown']);
  });

  it('of a mistyped reference is told apart from an unknown one', async () => {
    const reference = await lodge();
    const mistyped = `${reference.startsWith('0') ? '1' : '0'}${reference.slice(1)}`;
    expect(codeOf(await assign(mistyped, { assignee: 'h-1' }))).toBe('wrong-check-symbol');
    expect(codeOf(await assign('abc', { assignee: 'h-1' }))).toBe('malformed-reference');
  });
});

describe('A complaint whose stream was cut', () => {
  /** A second process, which has not read the stream before it was cut. */
  let other: TestApplication;
  let otherSupervisor: string;
  beforeAll(async () => {
    other = await startTestApplication({ controllers: [CasesController], engines: test.engines });
    others.push(other);
    otherSupervisor = await other.bearer('s-1', 'supervisor');
  });

  const store = () => test.engines.eventStore as MemoryEventStore;
  const operators = async () => {
    const ready = await other.app.inject('/health/ready');
    const { body } = await other.app.inject('/metrics');
    const { histories } = ready.json<{ checks: Record<string, string> }>().checks;
    return [ready.statusCode, histories, /redress_damaged_complaints\{damage="histories"\} (\d+)/.exec(body)?.[1]];
  };
  const assignThere = (reference: string, payload: object) =>
    other.app.inject({
      method: 'POST',
      url: `/api/cases/${reference}/assign`,
      payload,
      headers: { authorization: otherSupervisor },
    });

  it('is neither decided on nor told, and those who operate the service know of it until it is whole again', async () => {
    const [reference, whole] = [await lodge(), await lodge()];
    await assign(reference, { assignee: 'h-1' });
    expect(await operators()).toEqual([200, 'ready', '0']);
    store().cut(`complaint-${reference}`, 1);
    const answer = await assignThere(reference, { assignee: 'h-2' });
    expect([answer.statusCode, codeOf(answer)]).toEqual([500, 'history-incomplete']);
    expect(answer.json<{ detail: string }>().detail).toContain(`complaint-${reference}`);
    const history = knownHistory(other.app.get(Complaints), reference);
    await expect(history).rejects.toMatchObject({ code: 'store-corrupt', missing: 0 });
    expect((await assignThere(whole, { assignee: 'h-1' })).statusCode).toBe(200);
    expect(await operators()).toEqual([200, 'degraded', '1']);
    expect(other.log()).toContain('"failureCode":"store-corrupt"');
    store().cut(`complaint-${reference}`, 0);
    expect((await assignThere(reference, { assignee: 'h-2' })).statusCode).toBe(200);
    expect(await operators()).toEqual([200, 'ready', '0']);
  });

  it('is written to no more once the cut is known, whatever was known before it', async () => {
    const reference = await lodge();
    store().cut(`complaint-${reference}`, 1);
    await expect(knownHistory(test.app.get(Complaints), reference)).rejects.toMatchObject({ code: 'store-corrupt' });
    const answer = await assign(reference, { assignee: 'h-1' });
    expect([answer.statusCode, codeOf(answer)]).toEqual([500, 'history-incomplete']);
    store().cut(`complaint-${reference}`, 0);
    expect((await assign(reference, { assignee: 'h-1' })).statusCode).toBe(200);
  });
});

describe('A complaint whose key is missing', () => {
  let other: TestApplication;
  let otherSupervisor: string;
  let reference: Reference;
  let bringBack: () => void;
  beforeAll(async () => {
    reference = await lodge();
    bringBack = (test.engines.keyStore as MemoryKeyStore).lose(reference);
    // A second process, whose key cache is empty.
    other = await startTestApplication({ controllers: [CasesController], engines: test.engines });
    others.push(other);
    otherSupervisor = await other.bearer('s-1', 'supervisor');
  });

  const operators = async () => {
    const ready = await other.app.inject('/health/ready');
    const { body } = await other.app.inject('/metrics');
    const { keys } = ready.json<{ checks: Record<string, string> }>().checks;
    return [ready.statusCode, keys, /redress_damaged_complaints\{damage="keys"\} (\d+)/.exec(body)?.[1]];
  };
  const assignTo = (payload: object) =>
    other.app.inject({
      method: 'POST',
      url: `/api/cases/${reference}/assign`,
      payload,
      headers: { authorization: otherSupervisor },
    });

  it('is told without its words, and worked on where none is needed; no key is made in the place of the missing one', async () => {
    expect(await operators()).toEqual([200, 'ready', '0']);
    const [received] = await knownHistory(other.app.get(Complaints), reference);
    expect(received?.data).toMatchObject({ description: KEY_MISSING, channel: 'web' });
    expect((await assignTo({ assignee: 'h-1' })).statusCode).toBe(200);
    const refused = await assignTo({ assignee: 'h-2', reason: 'She knows the branch.' });
    expect([refused.statusCode, codeOf(refused)]).toEqual([500, 'key-missing']);
    expect(refused.json<{ detail: string }>().detail).toContain(reference);
    expect((await other.engines.keyStore.get([reference])).size).toBe(0);
    expect(await operators()).toEqual([200, 'degraded', '1']);
    bringBack();
    expect((await assignTo({ assignee: 'h-2', reason: 'She knows the branch.' })).statusCode).toBe(200);
    const events = await knownHistory(other.app.get(Complaints), reference);
    expect(events.map(({ data }) => data)).toMatchObject([{ description: 'A description' }, {}, { assignee: 'h-2' }]);
    expect(await operators()).toEqual([200, 'ready', '0']);
  });
});
