import { describe, expect, it } from '@jest/globals';
import { complaintEvents, PUBLISHED_EVENT_TYPES, type policyEvents } from './index.js';
import type {
  ComplaintAssessedData,
  ComplaintAssessedV1Data,
  ComplaintClosedData,
  ComplaintReceivedData,
  PublishedEvent,
  PublishedEventData,
  PublishedEventType,
  ResponseProposedData,
  StoredPublishedEvent,
} from './index.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only while the two types are one and the same. */
function same<A, B>(proof: Equal<A, B>): void {
  expect(proof).toBe(true);
}

describe('the type of published data', () => {
  it('knows closed word lists, optional fields and nothing else', () => {
    type Expected = {
      readonly outcome: 'resolved' | 'options-exhausted' | 'withdrawn' | 'out-of-scope';
      readonly comment?: string;
    };
    same<ComplaintClosedData, Expected>(true);
  });

  it('is read-only all the way down', () => {
    type Remedies = ResponseProposedData['remedies'];
    same<Remedies, readonly Remedies[number][]>(true);
    same<Remedies[number]['amount'], { readonly value: string; readonly currency: string } | undefined>(true);
    same<ComplaintReceivedData['complainant'], Readonly<ComplaintReceivedData['complainant']>>(true);
  });

  it('differs between versions where the schemas do', () => {
    same<ComplaintAssessedV1Data['immediateAction'], boolean>(true);
    same<ComplaintAssessedData['immediateAction'], 'none' | 'possible' | 'needed'>(true);
    same<Omit<ComplaintAssessedV1Data, 'immediateAction'>, Omit<ComplaintAssessedData, 'immediateAction'>>(true);
  });

  it('is told by the name of the event', () => {
    same<Extract<PublishedEvent, { type: 'ComplaintAssessed' }>['data'], ComplaintAssessedData>(true);
  });
});

describe('the union of published events', () => {
  it('holds every defined event and no other', () => {
    same<PublishedEventType, keyof typeof complaintEvents | keyof typeof policyEvents>(true);
    same<PublishedEvent['type'], keyof PublishedEventData>(true);
    expect(PUBLISHED_EVENT_TYPES).toEqual(Object.keys(complaintEvents));
  });
});

describe('the type of stored data', () => {
  type Stored<Type extends PublishedEventType> = Extract<StoredPublishedEvent, { type: Type }>['data'];

  it('lacks the personal fields, whether they were required or not', () => {
    same<Stored<'NoteAdded'>, { readonly visibility: 'internal' | 'complainant' }>(true);
    same<keyof Stored<'DecisionAccepted'>, 'basis' | 'exempted' | 'silence'>(true);
    same<keyof Stored<'ResponseApproved'>, never>(true);
  });

  it('lacks them inside of objects and arrays too', () => {
    type Received = Stored<'ComplaintReceived'>;
    same<keyof NonNullable<Received['complainant']>, 'preferredChannel'>(true);
    same<Received['onBehalfOf'], { readonly consent: boolean } | undefined>(true);
    same<keyof Stored<'ResponseProposed'>['remedies'][number], 'kind' | 'amount' | 'dueOn'>(true);
  });

  it('keeps what is optional optional', () => {
    same<Stored<'ComplaintAcknowledged'>, PublishedEventData['ComplaintAcknowledged']>(true);
    same<Stored<'FindingRecorded'>['rootCause'], string | undefined>(true);
  });

  it('is that of the current version', () => {
    same<Stored<'ComplaintAssessed'>['immediateAction'], 'none' | 'possible' | 'needed'>(true);
  });
});
