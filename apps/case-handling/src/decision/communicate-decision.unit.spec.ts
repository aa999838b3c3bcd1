import { beforeEach, describe, expect, it } from '@jest/globals';
import { complainant, ComplaintOffice, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { toActorId } from '@redress/eventing';
import { Problem, type CommandMeta } from '@redress/platform';
import { CommunicateDecision, CommunicateDecisionHandler } from './communicate-decision.command.js';
import { PreviewDecision, PreviewDecisionHandler, type PreviewedDecision } from './decision-preview.js';

const META: CommandMeta = {
  caller: { kind: 'staff', actor: { id: toActorId('staff-hana'), role: 'handler' }, roles: ['handler'] },
  correlationId: 'correlation',
};
const ASSESSMENT = {
  severity: 'low',
  safetyImplication: false,
  complexity: 'simple',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'Charged twice.',
} as const;

describe('Telling a decision', () => {
  let office: ComplaintOffice;
  let reference: Reference;
  beforeEach(async () => {
    office = new ComplaintOffice();
    reference = await office.lodge({ language: 'fa', complainant: { name: 'پریسا نمونه' } });
    await office.does(reference, 'assess', ASSESSMENT);
  });

  const propose = (explanation: string) =>
    office.does(reference, 'propose-response', { decision: 'upheld', explanation, remedies: [{ kind: 'apology' }] });
  const approve = () => office.does(reference, 'approve-response', {}, { by: supervisor });
  const preview = (): Promise<PreviewedDecision> =>
    new PreviewDecisionHandler(office.complaints, office.policies).execute(new PreviewDecision(reference));
  const communicate = (idempotencyKey?: string) =>
    new CommunicateDecisionHandler(office.complaints).execute(
      new CommunicateDecision(reference, { channel: 'email' }, { ...META, ...(idempotencyKey && { idempotencyKey }) }),
    );
  const told = async () =>
    (await office.complaints.history(reference)).findLast(({ type }) => type === 'DecisionCommunicated')?.data;

  it('records the very words that the preview showed, once', async () => {
    await propose('کارمزد دو بار برداشت شده است.');
    await approve();
    const { message, standing } = await preview();
    expect(standing).toBe('approved');
    expect(message?.text).toContain('پریسا نمونه');
    expect((await communicate('key')).events).toEqual(['DecisionCommunicated']);
    expect(await told()).toEqual({ channel: 'email', message });
    expect((await communicate('key')).replayed).toBe(true);
    expect((await communicate()).events).toEqual([]);
  });

  it('is neither shown nor recorded while the key to its words is missing', async () => {
    await propose('نخست.');
    await approve();
    const bringBack = office.loseKey(reference);
    await expect(preview()).rejects.toMatchObject({ code: 'key-missing' });
    await expect(communicate()).rejects.toMatchObject({ code: 'key-missing' });
    expect(await office.types(reference)).not.toContain('DecisionCommunicated');
    bringBack();
    expect((await communicate()).events).toEqual(['DecisionCommunicated']);
    expect(await told()).toMatchObject({ message: { text: expect.stringContaining('نخست.') } });
  });

  it('is shown before it is approved, to whoever is to approve it', async () => {
    await propose('نخست.');
    const { message, standing } = await preview();
    expect([standing, message?.text]).toEqual(['proposed', expect.stringContaining('نخست.')]);
  });

  it('tells the newest response, not one that was told before', async () => {
    await propose('نخست.');
    await approve();
    await communicate();
    await office.does(reference, 'record-rejection', {}, { by: complainant });
    await propose('دوم.');
    await approve();
    await communicate();
    expect(await told()).toMatchObject({ message: { text: expect.stringContaining('دوم.') } });
  });

  it('keeps the words sealed', async () => {
    await propose('زرافه');
    await approve();
    await communicate();
    const stored = (await office.recorded(reference)).map((event) => ({ ...event, position: 0 }));
    expect(JSON.stringify(stored)).not.toMatch(/زرافه|پریسا/);
  });

  it('is recorded without words when the complainant was erased, since nobody knows any more what they were', async () => {
    await propose('کارمزد دو بار برداشت شده است.');
    await approve();
    await office.erase(reference);
    expect(await preview()).toMatchObject({ message: null });
    await communicate();
    expect(await told()).toEqual({ channel: 'email' });
  });

  it('has no preview while there is nothing to be told', async () => {
    await expect(preview()).rejects.toMatchObject({ code: 'no-response-proposed' });
    await propose('نخست.');
    await office.does(reference, 'return-response', { comment: 'Say more.' }, { by: supervisor });
    await expect(preview()).rejects.toMatchObject({ code: 'no-response-proposed' });
    await propose('دوم.');
    await approve();
    await communicate();
    await expect(preview()).rejects.toThrow(Problem);
    await expect(preview()).rejects.toMatchObject({ code: 'decision-already-communicated' });
  });
});
