import { describe, expect, it } from '@jest/globals';
import { toActorId } from '@redress/testing';
import type { Instant } from '../instant.js';
import {
  acknowledged,
  attachmentOf,
  command,
  complainant,
  given,
  happened,
  historyTo,
  received,
  referred,
  reopened,
  stateAfter,
  supervisor,
  withdrawn,
} from './complaint.mother.spec.js';
import { acmeWithReview } from '../policies/policy.mother.spec.js';
import { closingOutcomes, type ClosingOutcome } from '@redress/contracts';
import type { ComplaintStatus } from './complaint.js';

const told = 'Told of the internal review and of the ombudsman.';

const beyond = { outcome: 'out-of-scope', comment: 'Of the province.' } as const;
const asked = happened('TaskAssigned', { task: 'out-of-scope-1', kind: 'other', title: beyond.comment });
const done = { type: 'TaskCompleted', data: { task: 'out-of-scope-1' } } as const;
const ended = { type: 'ComplaintClosed', data: beyond } as const;
const confirming = { actor: supervisor };

/** ISO 10002, 7.9 as a table: the outcomes with which a complaint may be closed in each status. */
const closable: { readonly [status in ComplaintStatus]: readonly ClosingOutcome[] } = {
  received: ['out-of-scope'],
  acknowledged: ['out-of-scope'],
  assessed: ['out-of-scope'],
  'under-investigation': ['out-of-scope'],
  'response-proposed': ['out-of-scope'],
  'response-approved': ['out-of-scope'],
  'decision-communicated': [],
  accepted: ['resolved'],
  rejected: ['options-exhausted'],
  closed: [],
  withdrawn: ['withdrawn'],
  referred: ['out-of-scope'],
  merged: [],
};

const refusalOf: { readonly [outcome in ClosingOutcome]: string } = {
  resolved: 'decision-not-accepted',
  'options-exhausted': 'decision-not-rejected',
  'settled-outside': 'complaint-not-referred',
  withdrawn: 'complaint-not-withdrawn',
  'out-of-scope': 'decision-already-communicated',
};

describe('Closing', () => {
  const cases = Object.entries(closable).flatMap(([status, possible]) =>
    closingOutcomes.map((outcome) => ({
      status: status as ComplaintStatus,
      outcome,
      possible: possible.includes(outcome),
    })),
  );

  it.each(cases.filter(({ possible }) => possible))(
    'as $outcome is possible when the complaint is $status',
    ({ status, outcome }) => {
      const data = { outcome, comment: told };
      const isBeyond = outcome === 'out-of-scope';
      given([...historyTo[status], ...(isBeyond ? [asked] : [])])
        .when(command('close', data, confirming))
        .then([...(isBeyond ? [done] : []), { type: 'ComplaintClosed', data }]);
    },
  );

  const impossible = cases.filter(({ possible, status }) => !possible && status !== 'closed' && status !== 'merged');
  it.each(impossible)('as $outcome is refused when the complaint is $status', ({ status, outcome }) => {
    const otherwiseEnded = status === 'withdrawn' && outcome === 'out-of-scope';
    const undecidedOutside = status === 'referred' && outcome === 'settled-outside';
    const elsewhere = undecidedOutside ? 'not-settled-outside' : refusalOf[outcome];
    const code = otherwiseEnded ? 'complaint-withdrawn' : elsewhere;
    given(historyTo[status])
      .when(command('close', { outcome, comment: told }))
      .thenRefused(code);
  });

  it('as resolved waits for the remedies that are owed, unless it is said how they will come', () => {
    const resolved = { outcome: 'resolved' } as const;
    given(historyTo.accepted).when(command('close', resolved)).thenRefused('remedies-owed');
    given(historyTo.accepted)
      .when(command('close', resolved, { reason: 'The cheque is on its way.' }))
      .then([{ type: 'ComplaintClosed', data: resolved }]);
    const delivered = [0, 1].map((remedy) => happened('RemedyDelivered', { remedy }));
    given([...historyTo.accepted, ...delivered])
      .when(command('close', resolved))
      .then([{ type: 'ComplaintClosed', data: resolved }]);
  });

  it('as options-exhausted needs the words in which the options were told', () => {
    given(historyTo.rejected)
      .when(command('close', { outcome: 'options-exhausted' }))
      .thenRefused('options-not-told');
    given(historyTo.rejected)
      .when(command('close', { outcome: 'options-exhausted', comment: '  ' }))
      .thenRefused('options-not-told');
  });

  it('as options-exhausted waits until the time for an appeal is over, and needs a comment with words', () => {
    const exhausted = { outcome: 'options-exhausted', comment: 'Told of the ombudsman.' } as const;
    // Rejected on 3 November, so the usual 30 days end with 3 December.
    const at = (now: Instant) => ({ policy: acmeWithReview, now, occurredAt: now });
    given(historyTo.rejected)
      .when(command('close', exhausted, at('2026-12-03T23:59:59.999Z')))
      .thenRefused('appeal-open');
    given(historyTo.rejected)
      .when(command('close', exhausted, at('2026-12-04T00:00:00.000Z')))
      .then([{ type: 'ComplaintClosed', data: exhausted }]);
    const own = {
      ...acmeWithReview,
      windows: { appeal: { length: 1, unit: 'calendar-days', end: 'end-of-day' } },
    } as const;
    given(historyTo.rejected)
      .when(command('close', exhausted, { ...at('2026-11-05T00:00:00.000Z'), policy: own }))
      .then([{ type: 'ComplaintClosed', data: exhausted }]);
    given(historyTo.rejected)
      .when(command('close', { ...exhausted, comment: '-' }))
      .thenRefused('options-not-told');
  });

  it('leaves the complainant time to write, and staff for ever', () => {
    const late: Instant = '2027-11-10T12:00:00.000Z';
    const words = { text: 'The money has not come yet.' };
    const written = [{ type: 'InformationAdded', data: words }] as const;
    given(historyTo.closed)
      .when(command('add-information', words, { actor: complainant }))
      .then(written);
    given(historyTo.closed)
      .when(command('add-information', words, { now: late, occurredAt: late }))
      .then(written);
    const note = { text: 'He called.', visibility: 'internal' } as const;
    given(historyTo.closed)
      .when(command('add-note', note, { now: late, occurredAt: late }))
      .then([{ type: 'NoteAdded', data: note }]);
  });

  it('decides nothing when it is closed so already, and is refused with another outcome', () => {
    given(historyTo.closed)
      .when(command('close', { outcome: 'resolved' }))
      .thenNothing();
    given(historyTo.closed).when(command('close', beyond)).thenRefused('complaint-closed');
  });

  it('as out-of-scope is possible after a referral, even one that followed a decision', () => {
    given([...historyTo.rejected, referred, asked])
      .when(command('close', beyond, confirming))
      .then([done, ended]);
  });

  it('as out-of-scope takes two people, of whom the second is a supervisor', () => {
    const { received: history } = historyTo;
    const task = { task: 'out-of-scope-1', kind: 'other', title: beyond.comment } as const;
    const proposal = [{ type: 'TaskAssigned', data: task }] as const;
    const other = { actor: { id: toActorId('handler-2'), role: 'handler' } };
    for (const context of [{}, confirming])
      given(history)
        .when(command('close', beyond, context))
        .then(proposal);
    given([...history, asked])
      .when(command('close', beyond))
      .thenNothing();
    given([...history, asked])
      .when(command('close', beyond, other))
      .thenNothing();
    given([...history, { ...asked, actor: supervisor }])
      .when(command('close', beyond, { actor: { ...supervisor, id: toActorId('Supervisor-1') } }))
      .thenNothing();
    given([...history, asked])
      .when(command('close', beyond, confirming))
      .then([done, ended]);
    given([...history, { ...asked, actor: supervisor }])
      .when(command('close', beyond, { actor: { id: toActorId('supervisor-2'), role: 'supervisor' } }))
      .then([done, ended]);
    given([...history, asked, happened('TaskCancelled', { task: task.task }, confirming)])
      .when(command('close', beyond, confirming))
      .then([{ type: 'TaskAssigned', data: { ...task, task: 'out-of-scope-2' } }]);
  });

  it('as out-of-scope has one reason, the one that is confirmed', () => {
    const { received: history } = historyTo;
    const { outcome } = beyond;
    given([...history, asked])
      .when(command('close', { outcome }, { ...confirming, reason: 'So it is.' }))
      .then([done, ended]);
    given([...history, asked])
      .when(command('close', { outcome, comment: 'Of the town.' }))
      .then([
        { type: 'TaskCancelled', data: { task: 'out-of-scope-1' } },
        { type: 'TaskAssigned', data: { task: 'out-of-scope-2', kind: 'other', title: 'Of the town.' } },
      ]);
    given(history)
      .when(command('close', { outcome }, { reason: 'Of the town.' }))
      .then([{ type: 'TaskAssigned', data: { task: 'out-of-scope-1', kind: 'other', title: 'Of the town.' } }]);
    given(history).when(command('close', { outcome })).thenRefused('reason-missing');
    const erased = { ...asked, data: { ...asked.data, title: { erased: true } } } as typeof asked;
    given([...history, erased])
      .when(command('close', { outcome }, confirming))
      .thenRefused('reason-missing');
  });

  it('as settled outside is possible once it is known what the outside body decided', () => {
    const data = { outcome: 'settled-outside' } as const;
    const outcome = happened('ReferralOutcomeRecorded', { outcome: 'upheld', by: 'The ombudsman', summary: 'Pay.' });
    const decidedOutside = [...historyTo.rejected, referred, outcome];
    given(decidedOutside)
      .when(command('close', data))
      .then([{ type: 'ComplaintClosed', data }]);
    given([...decidedOutside, reopened])
      .when(command('close', data))
      .thenRefused('complaint-not-referred');
    given([...decidedOutside, reopened, referred])
      .when(command('close', data))
      .thenRefused('not-settled-outside');
  });

  it('as out-of-scope stays refused while a second response is prepared', () => {
    given([...historyTo.rejected, happened('FindingRecorded', { summary: 'New.', upheld: 'upheld' })])
      .when(command('close', beyond))
      .thenRefused('decision-already-communicated');
  });
});

describe('An award of an outside body', () => {
  const award = {
    by: 'A court',
    summary: 'Pay it back.',
    remedies: [{ kind: 'refund' }, { kind: 'apology' }],
  } as const;
  const awarded = happened('AwardRecorded', award);
  const settled = command('close', { outcome: 'settled-outside' });
  const delivered = (remedy: number) => happened('RemedyDelivered', { remedy });
  const { closed, referred: outside } = historyTo;

  it.each([
    ['referred', outside],
    ['closed', closed],
  ])('is recorded once for a complaint that is %s', (_, history) => {
    given(history)
      .when(command('record-award', award))
      .then([{ type: 'AwardRecorded', data: award }]);
    given([...history, awarded])
      .when(command('record-award', award))
      .thenNothing();
    given([...history, awarded])
      .when(command('record-award', { ...award, remedies: [{ kind: 'refund' }] }))
      .thenRefused('award-already-recorded');
  });

  it('needs a complaint that went outside', () => {
    given(historyTo.rejected).when(command('record-award', award)).thenRefused('complaint-not-referred');
  });

  it('takes the place of what was promised inside, from its first remedy on', () => {
    const history = [...historyTo.accepted, delivered(0), referred, awarded];
    given(history)
      .when(command('deliver-remedy', { remedy: 0 }))
      .then([{ type: 'RemedyDelivered', data: { remedy: 0 } }]);
    given([...history, delivered(0)])
      .when(command('deliver-remedy', { remedy: 0 }))
      .thenNothing();
    given(history)
      .when(command('deliver-remedy', { remedy: 2 }))
      .thenRefused('unknown-remedy');
  });

  it('keeps the complaint from closing until each of its remedies is delivered', () => {
    for (const owed of [[awarded], [awarded, delivered(1)]])
      for (const outcome of ['settled-outside', 'out-of-scope'] as const)
        given([...outside, ...owed])
          .when(command('close', { outcome, comment: 'It will come.' }))
          .thenRefused('award-owed');
    given([...outside, awarded, delivered(1), delivered(0)])
      .when(settled)
      .then([{ type: 'ComplaintClosed', data: { outcome: 'settled-outside' } }]);
  });

  it('keeps the complaint from beginning anew until it is carried out, and is history afterwards', () => {
    const reopen = command('reopen', {}, { actor: supervisor, reason: 'New evidence.' });
    given([...closed, awarded])
      .when(reopen)
      .thenRefused('award-owed');
    const carriedOut = [...closed, awarded, delivered(0), delivered(1)];
    given(carriedOut)
      .when(reopen)
      .then([{ type: 'ComplaintReopened', data: {} }]);
    given([...carriedOut, reopened])
      .when(command('deliver-remedy', { remedy: 0 }))
      .thenRefused('decision-not-communicated');
  });
});

describe('Withdrawing and referring', () => {
  it('ends an open complaint', () => {
    given(historyTo.rejected)
      .when(command('withdraw', {}, { actor: complainant, reason: 'Settled.' }))
      .then([{ type: 'ComplaintWithdrawn', data: {} }]);
    given([received])
      .when(command('refer', { to: 'The labour court' }, { reason: 'It is about your employment.' }))
      .then([{ type: 'ComplaintReferred', data: { to: 'The labour court' } }]);
  });

  it('in the name of the complainant needs what shows it, from staff alone', () => {
    const note = happened('NoteAdded', { text: 'She called.', visibility: 'internal' }, { hasOwnKey: true });
    const file = attachmentOf('1');
    const history = [received, note, happened('AttachmentAdded', file)];
    const shown = [{ words: 'It works now.' }, { message: 1 }, { attachment: file.attachment }];
    for (const by of shown)
      given(history)
        .when(command('withdraw', { channel: 'phone', ...by }))
        .then([{ type: 'ComplaintWithdrawn', data: { channel: 'phone', ...by } }]);
    for (const data of [{}, { channel: 'phone' }, { channel: 'phone', words: '\u200b' }, ...shown] as const)
      given(history)
        .when(command('withdraw', data, { reason: 'She said so.' }))
        .thenRefused('withdrawal-evidence-missing');
    given(history)
      .when(command('withdraw', { channel: 'email', message: 2 }))
      .thenRefused('unknown-message');
    given(history)
      .when(command('withdraw', { channel: 'letter', attachment: '0' }))
      .thenRefused('unknown-attachment');
  });

  it('is not said in two ways', () => {
    const byPhone = { channel: 'phone', words: 'It works now.' } as const;
    const history = [received, happened('ComplaintWithdrawn', byPhone)];
    given(history).when(command('withdraw', byPhone)).thenNothing();
    given(history)
      .when(command('withdraw', {}, { actor: complainant }))
      .thenNothing();
    given(history)
      .when(command('withdraw', { ...byPhone, words: 'Paid.' }))
      .thenRefused('complaint-withdrawn');
  });

  it('decides nothing the second time', () => {
    given(historyTo.withdrawn).when(command('withdraw', {})).thenNothing();
    given(historyTo.referred)
      .when(command('refer', { to: 'The labour court' }))
      .thenNothing();
  });

  it('leaves no way from one to the other, nor to another body, but reopening', () => {
    given(historyTo.withdrawn)
      .when(command('refer', { to: 'The labour court' }))
      .thenRefused('complaint-withdrawn');
    given(historyTo.referred).when(command('withdraw', {})).thenRefused('complaint-referred');
    given(historyTo.referred)
      .when(command('refer', { to: 'The ombudsman' }))
      .thenRefused('complaint-referred');
  });
});

describe('Reopening', () => {
  const reopen = command('reopen', {}, { actor: supervisor, reason: 'New evidence.' });

  it.each(['closed', 'withdrawn', 'referred'] as const)('is possible when the complaint is %s', (status) => {
    given(historyTo[status])
      .when(reopen)
      .then([{ type: 'ComplaintReopened', data: {} }]);
  });

  it('decides nothing while nothing has happened since, and is refused afterwards', () => {
    given([...historyTo.closed, reopened])
      .when(reopen)
      .thenNothing();
    given([...historyTo.closed, reopened, happened('NoteAdded', { text: 'Read again.', visibility: 'internal' })])
      .when(reopen)
      .thenRefused('complaint-not-closed');
  });

  it('goes back to investigation when the complaint was assessed, and to where it was otherwise', () => {
    expect(stateAfter([...historyTo.closed, reopened]).status).toBe('under-investigation');
    expect(stateAfter([received, acknowledged, withdrawn, reopened]).status).toBe('acknowledged');
    expect(stateAfter([received, referred, reopened]).status).toBe('received');
  });

  it('makes the earlier decision a matter of history', () => {
    given([...historyTo.closed, reopened])
      .when(command('deliver-remedy', { remedy: 0 }))
      .thenRefused('decision-not-communicated');
    given([...historyTo.closed, reopened])
      .when(command('communicate-decision', {}))
      .thenRefused('response-not-approved');
    given([...historyTo.closed, reopened, asked])
      .when(command('close', beyond, confirming))
      .then([done, ended]);
  });
});
