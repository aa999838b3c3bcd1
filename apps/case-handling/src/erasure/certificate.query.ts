import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream, orNothing, referenceOf, type DocumentOf } from '@redress/complaints';
import { closed, fieldsOf, vocabulary, type Reference } from '@redress/contracts';
import { formatReference } from '@redress/domain';
import { ChainVerifier, type EventStore, type RecordedEvent } from '@redress/eventing';
import {
  answerOf,
  described,
  EVENT_STORE,
  Problem,
  referenceSchema,
  TIME_SOURCE,
  type TimeSource,
} from '@redress/platform';
import Type from 'typebox';
import { caseProjection } from '../case-view/case.projection.js';
import { VisibleCases } from '../case-view/visible-cases.js';
import type { QueueReader } from '../work-queue/queue-filters.js';
import { ComplainantKeys } from './erasure.process.js';
import { casesOfRequest } from './erasures.query.js';

/** One event by which anybody finds it in the log again. */
const certifiedEvent = closed({
  revision: Type.Integer({ minimum: 0 }),
  position: described('Its place in the whole log.', Type.String()),
  hash: described('Of the chain, as the evidence of the case has it.', vocabulary.sha256()),
  recordedAt: vocabulary.instant(),
  by: described('Who, by their id.', Type.String()),
  role: Type.String(),
});

/** Somebody outside who was given data of the case, as the log still tells. */
const recipient = closed({
  recipientKind: fieldsOf('DisclosureRecorded').recipientKind,
  recipient: described(
    'The organization; null for one named as a person, who is erased too.',
    orNothing(Type.String()),
  ),
  disclosedAt: vocabulary.instant(),
});

const certificate = closed({
  request: fieldsOf('ErasureRequested').request,
  issuedAt: vocabulary.instant(),
  cases: Type.Array(
    closed({
      reference: Type.String({ pattern: referenceSchema.pattern }),
      ground: fieldsOf('ErasureRequested').ground,
      requested: certifiedEvent,
      erased: certifiedEvent,
      keyDestroyedAt: described(
        'When the key was destroyed, by the store of keys; null while its destruction is under way.',
        orNothing(vocabulary.instant()),
      ),
      recipients: described(
        'Who is to be told of the erasure (Regulation (EU) 2016/679, Article 19): everybody outside who was given data of the case, referrals ' +
          'included, oldest first.',
        Type.Array(recipient),
      ),
      intact: described('The chain of the whole case was computed again and agrees.', Type.Boolean()),
    }),
  ),
  open: described('Cases of the request whose complainant is not erased.', Type.Integer({ minimum: 0 })),
});

/** What certifies an erasure. Nothing in it is about the person who was erased. */
export type ErasureCertificate = DocumentOf<typeof certificate>;
type CertifiedCase = ErasureCertificate['cases'][number];

/** Schema of the certificate, for the API description. */
export const certificateSchema = { ...answerOf(certificate), title: 'ErasureCertificate' };

/** Asks for the certificate of what was erased under one request. */
export class CertifyErasure extends Query<ErasureCertificate> {
  constructor(
    /** The name of the request. */
    readonly request: string,
    readonly reader: QueueReader,
  ) {
    super();
  }
}

/** Reads the log itself, and the store of keys, so that the certificate says what they hold and not what a view was told. */
@QueryHandler(CertifyErasure)
export class CertifyErasureHandler implements IQueryHandler<CertifyErasure> {
  constructor(
    private readonly cases: VisibleCases,
    private readonly keys: ComplainantKeys,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  /** Throws `Problem('erasure-unknown')` unless somebody was erased under the request. */
  async execute({ request, reader }: CertifyErasure): Promise<ErasureCertificate> {
    const items = await casesOfRequest(this.cases, request, reader);
    const erased = items.filter(({ body }) => caseProjection.read(body).erasure?.carriedOutAt !== undefined);
    if (erased.length === 0) throw new Problem('erasure-unknown');
    const references = erased.map(({ id }) => referenceOf(id));
    const destroyed = await this.keys.destroyedAt(references);
    const cases: CertifiedCase[] = [];
    for (const reference of references) {
      const certified = await this.certified(reference);
      if (certified !== undefined) cases.push({ ...certified, keyDestroyedAt: destroyed.get(reference) ?? null });
    }
    return { request, issuedAt: this.clock.now(), cases, open: items.length - erased.length };
  }

  private async certified(reference: Reference): Promise<Omit<CertifiedCase, 'keyDestroyedAt'> | undefined> {
    const verifier = new ChainVerifier({ densePositions: false });
    let intact = true;
    let requested: RecordedEvent | undefined;
    let erased: RecordedEvent | undefined;
    const recipients: CertifiedCase['recipients'][number][] = [];
    for await (const event of this.store.read(complaintStream(reference))) {
      if (verifier.add(event).length > 0) intact = false;
      if (event.type === 'ErasureRequested') requested = event;
      if (event.type === 'ComplainantErased') erased = event;
      const told = recipientIn(event);
      if (told !== undefined) recipients.push(told);
    }
    if (requested === undefined || erased === undefined) return undefined;
    return {
      reference: formatReference(reference),
      ground: requested.data['ground'] as CertifiedCase['ground'],
      requested: certifiedEventOf(requested),
      erased: certifiedEventOf(erased),
      recipients,
      intact,
    };
  }
}

/** Whom an event says data was given to. The complainant needs not be told of what they asked for. */
function recipientIn({ type, data, metadata }: RecordedEvent): CertifiedCase['recipients'][number] | undefined {
  const disclosedAt = metadata.occurredAt;
  if (type === 'ComplaintReferred') {
    return { recipientKind: 'outside-body', recipient: data['to'] as string, disclosedAt };
  }
  const { recipientKind, recipient: organization = null } = data as Partial<CertifiedCase['recipients'][number]>;
  if (type !== 'DisclosureRecorded' || recipientKind === undefined || recipientKind === 'complainant') return undefined;
  return { recipientKind, recipient: organization, disclosedAt };
}

function certifiedEventOf({ revision, position, metadata }: RecordedEvent): CertifiedCase['erased'] {
  const { hash, recordedAt, actor } = metadata;
  return { revision, position: String(position), hash, recordedAt, by: actor.id, role: actor.role };
}
