import { describe, expect, it } from '@jest/globals';
import {
  asked,
  attachmentOf,
  command,
  complainant,
  given,
  happened,
  historyTo,
  question,
  received,
  stateAfter,
} from './complaint.mother.spec.js';
import { acme } from '../policies/policy.mother.spec.js';
import type { Complaint } from './complaint.js';

const answer = { text: 'Yes, here it is.', request: 'receipt' };
const photo = { evidence: 'photo', kind: 'photo', description: 'The lid, seen from above.' } as const;
const interview = { with: 'Ruth', role: 'complainant', heldOn: '2026-11-05', summary: 'She heard a crack.' } as const;

describe('Asking the complainant', () => {
  it('records the question under the name that it was given, or the next one', () => {
    given(historyTo.assessed)
      .when(command('request-information', question))
      .then([{ type: 'InformationRequested', data: question }]);
    given([...historyTo.assessed, asked])
      .when(command('request-information', { text: 'When did you buy it?' }))
      .then([{ type: 'InformationRequested', data: { text: 'When did you buy it?', request: 'request-2' } }]);
  });

  it('asks nothing twice under one name, also when it was answered', () => {
    given([received, asked]).when(command('request-information', question)).thenNothing();
    given([received, asked, happened('InformationAdded', answer)])
      .when(command('request-information', question))
      .thenNothing();
  });

  it('is answered by information that names the question, as often as there is something to add', () => {
    const answered = [received, asked, happened('InformationAdded', answer, { actor: complainant })];
    for (const history of [[received, asked], answered])
      given(history)
        .when(command('add-information', answer, { actor: complainant }))
        .then([{ type: 'InformationAdded', data: answer }]);
    expect((stateAfter(answered) as Complaint).requests['receipt']?.standing).toBe('answered');
  });

  it('is not answered by information that names no question, or one that was not asked', () => {
    for (const more of [{}, { request: 'never-asked' }]) {
      const told = [received, asked, happened('InformationAdded', { text: 'It is still broken.', ...more })];
      const { requests } = stateAfter(told) as Complaint;
      expect([Object.keys(requests), requests['receipt']?.standing]).toEqual([['receipt'], 'open']);
    }
  });

  it('is taken from staff when the complainant has said all that a complaint holds from one', () => {
    const more = Array.from({ length: 200 }, () =>
      happened('InformationAdded', { text: 'More.' }, { actor: complainant }),
    );
    given([received, ...more])
      .when(command('add-information', { text: 'She called.' }))
      .then([{ type: 'InformationAdded', data: { text: 'She called.' } }]);
    given([received, ...more.slice(1)])
      .when(command('add-information', { text: 'The last.' }, { actor: complainant }))
      .then([{ type: 'InformationAdded', data: { text: 'The last.' } }]);
  });

  it('makes room for another question with each answer', () => {
    const others = Array.from({ length: 19 }, (_, index) =>
      happened('InformationRequested', { ...question, request: `q-${index}` }),
    );
    const next = command('request-information', { text: 'When did you buy it?', request: 'when' });
    given([received, asked, ...others])
      .when(next)
      .thenRefused('too-many-requests-open');
    given([received, asked, ...others, happened('InformationAdded', answer)])
      .when(next)
      .then([{ type: 'InformationRequested', data: { text: 'When did you buy it?', request: 'when' } }]);
  });
});

describe('Gathering evidence', () => {
  it('records what it is, where it came from, and the digest of its content', () => {
    const whole = { ...photo, source: 'Ruth', sha256: 'ab'.repeat(32) };
    given(historyTo.assessed)
      .when(command('add-evidence', whole))
      .then([{ type: 'EvidenceAdded', data: whole }]);
  });

  it('points to a file that the complaint has, and to no other', () => {
    const { attachment } = attachmentOf('a');
    const history = [...historyTo.assessed, happened('AttachmentAdded', attachmentOf('a'))];
    given(history)
      .when(command('add-evidence', { ...photo, attachment }))
      .then([{ type: 'EvidenceAdded', data: { ...photo, attachment } }]);
    given(history)
      .when(command('add-evidence', { ...photo, attachment: attachmentOf('b').attachment }))
      .thenRefused('unknown-attachment');
  });

  it('names it when nobody did, and adds nothing twice under one name', () => {
    const { evidence: _name, ...nameless } = photo;
    given([received, happened('EvidenceAdded', photo)])
      .when(command('add-evidence', nameless))
      .then([{ type: 'EvidenceAdded', data: { ...nameless, evidence: 'evidence-2' } }]);
    given([received, happened('EvidenceAdded', photo)])
      .when(command('add-evidence', photo))
      .thenNothing();
  });

  it('records an interview that was held, also where the next day has begun already', () => {
    for (const heldOn of ['2026-11-05', '2026-11-11'])
      given(historyTo.assessed)
        .when(command('record-interview', { ...interview, heldOn }))
        .then([{ type: 'InterviewRecorded', data: { ...interview, heldOn } }]);
  });

  it.each([happened('EvidenceAdded', photo), happened('InterviewRecorded', interview)])(
    'takes an assessed complaint under investigation, and no other further: $type',
    (event) => {
      expect(stateAfter([...historyTo.assessed, event]).status).toBe('under-investigation');
      for (const status of ['received', 'acknowledged', 'response-proposed', 'rejected'] as const)
        expect(stateAfter([...historyTo[status], event]).status).toBe(status);
    },
  );
});

describe('The root cause of a finding', () => {
  const names = { en: 'Double posting', fa: 'ثبت دوباره' };
  const policy = { ...acme, rootCauses: { version: 'acme-causes@3', causes: [{ code: 'double-posting', names }] } };
  const finding = { summary: 'The ledger shows it twice.', upheld: 'upheld' } as const;

  it('is one of the list of the policy, and is recorded with the version of the list', () => {
    const data = { ...finding, rootCause: 'double-posting' };
    given(historyTo.assessed)
      .when(command('record-finding', data, { policy }))
      .then([{ type: 'FindingRecorded', data: { ...data, taxonomy: 'acme-causes@3' } }]);
  });

  it('may be left open', () => {
    given(historyTo.assessed)
      .when(command('record-finding', finding, { policy }))
      .then([{ type: 'FindingRecorded', data: finding }]);
  });
});

describe('Recording a finding', () => {
  const finding = { summary: 'The ledger shows it twice.', upheld: 'upheld', rootCause: 'double-posting' } as const;

  it('takes an assessed complaint under investigation', () => {
    given(historyTo.assessed)
      .when(command('record-finding', finding))
      .then([{ type: 'FindingRecorded', data: finding }]);
    expect(stateAfter(historyTo['under-investigation']).status).toBe('under-investigation');
  });

  it('does not take a later complaint back', () => {
    given(historyTo.rejected)
      .when(command('record-finding', finding))
      .then([{ type: 'FindingRecorded', data: finding }]);
    expect(stateAfter([...historyTo.rejected, happened('FindingRecorded', finding)]).status).toBe('rejected');
  });
});
