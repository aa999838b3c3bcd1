import { Controller, Get, Header, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { Complaints, complaintStream, othersIn } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { formatReference, type Instant } from '@redress/domain';
import { canonicalJson, ChainVerifier, type EventStore, type RecordedEvent } from '@redress/eventing';
import {
  Allow,
  Answers,
  AtLeastQuery,
  Caller,
  ComplaintWalls,
  EVENT_STORE,
  instantSchema,
  knownHistory,
  listOf,
  objectSchema,
  Problem,
  referenceSchema,
  RouteReference,
  textSchema,
  TIME_SOURCE,
  type TimeSource,
  Reads,
} from '@redress/platform';

/** One event of a complaint with what its hash is computed from, so that anybody can compute it again. */
export interface EvidenceEvent {
  readonly revision: number;
  readonly type: string;
  readonly recordedAt: Instant;
  /** Its place in the whole log, which the hash does not cover. */
  readonly position: string;
  readonly previousHash: string;
  readonly hash: string;
  /** The canonical JSON (RFC 8785) that was hashed: `hash` is the SHA-256 of its UTF-8. Personal values in it are ciphertext. */
  readonly canonical: string;
  /** What is wrong with the event or its link to the one before; empty for the original. */
  readonly faults: readonly string[];
}

/** The recorded events of a complaint as they can be checked without this system. */
export interface CaseEvidence {
  readonly reference: string;
  readonly checkedAt: Instant;
  readonly intact: boolean;
  readonly events: readonly EvidenceEvent[];
}

/** Asks for the evidence of a complaint. */
export class GatherEvidence extends Query<CaseEvidence> {
  constructor(
    readonly reference: Reference,
    readonly reader: Caller,
    readonly atLeast?: number,
  ) {
    super();
  }
}

@QueryHandler(GatherEvidence)
export class GatherEvidenceHandler implements IQueryHandler<GatherEvidence> {
  constructor(
    private readonly complaints: Complaints,
    private readonly walls: ComplaintWalls,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  /**
   * Throws `Problem('forbidden')` where the events name another complaint that the reader may not know of: nothing can be left out of what is
   * hashed.
   */
  async execute({ reference, reader, atLeast }: GatherEvidence): Promise<CaseEvidence> {
    const history = await knownHistory(this.complaints, reference, atLeast);
    if ((await this.walls.hiddenAmong(reader, othersIn(history))).size > 0) throw new Problem('forbidden');
    const recorded = await Array.fromAsync(this.store.read(complaintStream(reference)));
    const events = checked(recorded);
    return {
      reference: formatReference(reference),
      checkedAt: this.clock.now(),
      intact: events.every(({ faults }) => faults.length === 0),
      events,
    };
  }
}

/** The events of a whole stream, oldest first, each with the faults of its content and its link. */
export function checked(recorded: readonly RecordedEvent[]): readonly EvidenceEvent[] {
  const verifier = new ChainVerifier({ densePositions: false });
  return recorded.map((event) => {
    const { revision, type, position, metadata } = event;
    const { hash, previousHash, recordedAt } = metadata;
    return {
      revision,
      type,
      recordedAt,
      position: String(position),
      previousHash,
      hash,
      canonical: hashedPartOf(event),
      faults: verifier.add(event).map(({ fault }) => fault),
    };
  });
}

function hashedPartOf({ position: _position, metadata, ...event }: RecordedEvent): string {
  const { hash: _hash, ...hashed } = metadata;
  return canonicalJson({ ...event, metadata: hashed });
}

const hashSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };

/** Schema of the evidence, for the API description. */
export const evidenceSchema = objectSchema(
  {
    reference: referenceSchema,
    checkedAt: instantSchema,
    intact: { type: 'boolean' },
    events: listOf(
      objectSchema(
        {
          revision: { type: 'integer', minimum: 0 },
          type: textSchema,
          recordedAt: instantSchema,
          position: { ...textSchema, description: 'Its place in the whole log, which the hash does not cover.' },
          previousHash: hashSchema,
          hash: { ...hashSchema, description: 'SHA-256 of the UTF-8 of `canonical`.' },
          canonical: {
            type: 'string',
            description: 'The canonical JSON (RFC 8785) that was hashed. Personal values in it are ciphertext.',
          },
          faults: listOf(textSchema),
        },
        { title: 'EvidenceEvent' },
      ),
    ),
  },
  { title: 'Evidence' },
);

@Controller('compliance/cases/:reference/evidence')
export class EvidenceController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('replay-case')
  @Reads('evidence')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'The recorded events with what their hashes are computed from, to be checked without this system.',
  })
  @Answers(200, 'The evidence, checked.', evidenceSchema)
  gather(
    @RouteReference() reference: Reference,
    @QueryParameters() { atLeast }: AtLeastQuery,
    @Caller() reader: Caller,
  ): Promise<CaseEvidence> {
    return this.queries.execute(new GatherEvidence(reference, reader, atLeast));
  }
}
