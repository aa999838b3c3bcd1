/** Proofs about types: checked by `npm run typecheck`, and run by nobody. What they say holds while this file compiles. */
import type {
  complaintEvents,
  policyEvents,
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
declare function same<A, B>(proof: Equal<A, B>): void;

// Published data: closed word lists, optional fields and nothing else.
{
  type Expected = {
    readonly outcome: 'resolved' | 'options-exhausted' | 'withdrawn' | 'out-of-scope';
    readonly comment?: string;
  };
  same<ComplaintClosedData, Expected>(true);
}

// Read-only all the way down.
{
  type Remedies = ResponseProposedData['remedies'];
  same<Remedies, readonly Remedies[number][]>(true);
  same<Remedies[number]['amount'], { readonly value: string; readonly currency: string } | undefined>(true);
  same<ComplaintReceivedData['complainant'], Readonly<ComplaintReceivedData['complainant']>>(true);
}

// Versions differ where their schemas do.
{
  same<ComplaintAssessedV1Data['immediateAction'], boolean>(true);
  same<ComplaintAssessedData['immediateAction'], 'none' | 'possible' | 'needed'>(true);
  same<Omit<ComplaintAssessedV1Data, 'immediateAction'>, Omit<ComplaintAssessedData, 'immediateAction'>>(true);
}

// The name of an event tells the type of its data.
{
  same<Extract<PublishedEvent, { type: 'ComplaintAssessed' }>['data'], ComplaintAssessedData>(true);
}

// The union of published events: every defined event and no other.
{
  same<PublishedEventType, keyof typeof complaintEvents | keyof typeof policyEvents>(true);
  same<PublishedEvent['type'], keyof PublishedEventData>(true);
}

type Stored<Type extends PublishedEventType> = Extract<StoredPublishedEvent, { type: Type }>['data'];

// Stored data lack the personal fields, whether they were required or not.
{
  same<Stored<'NoteAdded'>, { readonly visibility: 'internal' | 'complainant' }>(true);
  same<keyof Stored<'DecisionAccepted'>, 'basis' | 'exempted' | 'silence'>(true);
  same<keyof Stored<'ResponseApproved'>, never>(true);
}

// Inside of objects and arrays too.
{
  type Received = Stored<'ComplaintReceived'>;
  same<keyof NonNullable<Received['complainant']>, 'preferredChannel'>(true);
  same<Received['onBehalfOf'], { readonly consent: boolean } | undefined>(true);
  same<keyof Stored<'ResponseProposed'>['remedies'][number], 'kind' | 'amount' | 'dueOn'>(true);
}

// What is optional stays optional.
{
  same<Stored<'ComplaintAcknowledged'>, PublishedEventData['ComplaintAcknowledged']>(true);
  same<Stored<'FindingRecorded'>['rootCause'], string | undefined>(true);
}

// Stored data are of the current version.
{
  same<Stored<'ComplaintAssessed'>['immediateAction'], 'none' | 'possible' | 'needed'>(true);
}
