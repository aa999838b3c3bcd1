import { describe, expect, it } from '@jest/globals';
import { type RowValues, WIDE_COLUMNS, wideFields } from './bureau-file.mother.spec.js';
import { complaintHistory } from './complaint-history.js';
import { complaintRow } from './complaint-row.js';

const historyOf = (values: RowValues = {}) =>
  complaintHistory(complaintRow(wideFields(values), { columns: WIDE_COLUMNS, today: '2024-06-01' }));
const typesOf = (values: RowValues) => historyOf(values).steps.map(({ content }) => content.type);
const stepOf = (type: string, values: RowValues = {}) =>
  historyOf(values).steps.find(({ content }) => content.type === type);

describe('the history in a row', () => {
  it('begins with what the complainant said', () => {
    expect(historyOf({ narrative: ' They said no.\n' }).lodging).toEqual({
      description: ' They said no.\n',
      product: 'Bicycle insurance',
      issue: 'Claim refused',
      organizationUnit: 'Pedal Mutual',
      externalReference: '900001',
      channel: 'web',
      language: 'en',
      jurisdiction: 'US',
      concern: 'product-or-service',
      complainant: { postalAddress: 'VT 05001' },
    });
  });

  it('describes a complaint without a narrative by its issue', () => {
    expect(historyOf().lodging.description).toBe('Claim refused: No reason given.');
    expect(historyOf({ issue: '', subIssue: '' }).lodging.description).toContain('Bicycle insurance');
  });

  it('knows the kind of complainant by the tags, where there are any', () => {
    expect(historyOf({ tags: 'Older American' }).lodging).toMatchObject({ complainantType: 'Older American' });
    expect(historyOf().lodging).not.toHaveProperty('complainantType');
  });

  it('is anonymous when the row says nothing of the complainant', () => {
    expect(historyOf({ state: '', zip: '' }).lodging).not.toHaveProperty('complainant');
  });

  it('goes on to the closing of an answered complaint, whose note comes before it', () => {
    expect(typesOf({})).toEqual([
      'send-on',
      'add-note',
      'assess',
      'propose-response',
      'approve-response',
      'communicate-decision',
      'record-acceptance',
      'close',
    ]);
  });

  it.each(['In progress', 'Untimely response', ''])('stays open while the response is "%s"', (response) => {
    expect(typesOf({ response })).toEqual(['send-on', 'add-note']);
  });

  it('keeps the response word by word, and whether it was timely', () => {
    expect(stepOf('propose-response', { publicResponse: 'We acted properly' })?.content.data).toMatchObject({
      decision: 'not-upheld',
      responseKind: 'Closed with explanation',
      explanation: expect.stringContaining('We acted properly'),
    });
    expect(stepOf('communicate-decision', { timely: 'No' })?.content.data).toEqual({ timely: false });
  });

  it('has another person approve than the one who proposed', () => {
    expect(stepOf('approve-response')?.actor.id).not.toBe(stepOf('propose-response')?.actor.id);
  });

  it.each([
    ['Yes', 'record-rejection', {}, 'options-exhausted'],
    ['No', 'record-acceptance', { basis: 'stated' }, 'resolved'],
    ['N/A', 'record-acceptance', { basis: 'presumed' }, 'resolved'],
  ])('disputed "%s" ends with %s', (disputed, type, data, outcome) => {
    expect(stepOf(type, { disputed })?.content.data).toEqual(data);
    expect(stepOf('close', { disputed })?.content.data).toMatchObject({ outcome });
  });

  it('is sent on to nobody by name when the source names no company', () => {
    expect(stepOf('send-on', { company: '' })?.content.data).toEqual({ recipient: 'company not named in the source' });
  });

  it('loses nothing of the row: what has no place in an event is in one internal note', () => {
    const values = {
      tags: 'Older rider',
      consent: 'Consent provided',
      response: 'In progress',
      publicResponse: 'None',
    };
    expect(stepOf('add-note', { ...values, sent: '2024-03-01' })?.content.data).toEqual({
      visibility: 'internal',
      text: [
        'From the source, word by word:',
        'Sub-product: Theft cover',
        'Sub-issue: No reason given',
        'Tags: Older rider',
        'Consumer consent provided?: Consent provided',
        'Submitted via: Web',
        'Consumer disputed?: N/A',
        'Company response to consumer: In progress',
        'Timely response?: Yes',
        'Company public response: None',
        'Date sent to company: 2024-03-01',
      ].join('\n'),
    });
  });

  it('goes on in further information when the narrative is longer than a description, cut between characters', () => {
    const narrative = `${'🚲'.repeat(20_000)}${'b'.repeat(4_001)}`;
    const { lodging, steps } = historyOf({ narrative });
    const further = steps.flatMap(({ content }) => (content.type === 'add-information' ? [content.data.text] : []));
    expect(lodging.description).toBe('🚲'.repeat(20_000));
    expect(further).toEqual(['b'.repeat(4_000), 'b']);
  });

  it('never goes back in time and has a key of its own for each step', () => {
    const { steps } = historyOf({ narrative: 'x'.repeat(30_000), sent: '2024-03-01' });
    const days = steps.map(({ occurredAt }) => occurredAt);
    expect(days).toEqual(days.toSorted());
    expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
  });
});
