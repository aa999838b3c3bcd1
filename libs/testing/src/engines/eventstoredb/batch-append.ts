import type { ServerDuplexStream } from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { status } from '@grpc/grpc-js';
import type { Caller } from './access/access.js';
import type { Expected } from './append-check.js';
import type { AppendService } from './append-service.js';
import type { Append, Outcome } from './event-log.js';
import type { Faults } from './faults.js';
import { expectedOf, proposedEvent, streamName, uuidText } from './proposals.js';
import { shared, statuses, streams } from './protocol.js';
import { Refusal } from './refusals.js';

type BatchAppendReq = InstanceType<typeof streams.BatchAppendReq>;
type BatchAppendResp = InstanceType<typeof streams.BatchAppendResp>;
type Details = Readonly<{ serializeBinary(): Uint8Array }>;

/** Appends in parts over one stream of messages, identified by correlation ids, each answered when written. */
export class BatchAppend {
  private readonly call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>;
  private readonly caller: Caller;
  private readonly service: AppendService;
  private readonly faults: Faults;
  private readonly unfinished = new Map<string, Append & { events: Append['events'][number][] }>();

  constructor(
    call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>,
    caller: Caller,
    service: AppendService,
    faults: Faults,
  ) {
    this.call = call;
    this.caller = caller;
    this.service = service;
    this.faults = faults;
  }

  /** Resolves when the client has ended its side. */
  async run(): Promise<void> {
    const answers: Promise<void>[] = [];
    // Kept open when a request is refused: the refusal must still be sent.
    const requests: AsyncIterable<BatchAppendReq> = this.call.iterator({ destroyOnReturn: false });
    for await (const request of requests) {
      const correlationId = uuidText(request.getCorrelationId());
      const append = this.unfinished.get(correlationId) ?? beginning(request);
      append.events.push(...request.getProposedMessagesList().map(proposedEvent));
      if (request.getIsFinal()) {
        this.unfinished.delete(correlationId);
        answers.push(this.answer(request, append));
      } else this.unfinished.set(correlationId, append);
    }
    await Promise.all(answers);
    this.call.end();
  }

  private async answer(request: BatchAppendReq, append: Append): Promise<void> {
    const answer = new streams.BatchAppendResp()
      .setCorrelationId(request.getCorrelationId())
      .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(append.stream)));
    try {
      this.caller.require('write', append.stream);
      await this.faults.admit();
      fill(answer, append.expected, await this.service.write(append));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === status.UNAVAILABLE) {
        this.call.emit('error', error);
        return;
      }
      answer.setError(errorOf(error));
    }
    if (!this.call.destroyed) this.call.write(answer);
  }
}

function beginning(request: BatchAppendReq): Append & { events: Append['events'][number][] } {
  const options = request.getOptions()!;
  const expected = expectedOf({
    hasAny: () => options.hasAny(),
    hasNoStream: () => options.hasNoStream(),
    hasStreamExists: () => options.hasStreamExists(),
    revision: () => (options.hasStreamPosition() ? options.getStreamPosition() : undefined),
  });
  return { stream: streamName(options.getStreamIdentifier()), expected, events: [] };
}

function fill(answer: BatchAppendResp, expected: Expected, outcome: Outcome): void {
  if (outcome.kind === 'deleted') return;
  if (outcome.kind === 'wrong-revision') {
    const wrong = new shared.WrongExpectedVersion();
    if (outcome.current < 0) wrong.setCurrentNoStream(new empty.Empty());
    else wrong.setCurrentStreamRevision(`${outcome.current}`);
    if (expected === 'any') wrong.setExpectedAny(new empty.Empty());
    else if (expected === 'no-stream') wrong.setExpectedNoStream(new empty.Empty());
    else if (expected === 'stream-exists') wrong.setExpectedStreamExists(new empty.Empty());
    else wrong.setExpectedStreamPosition(`${expected}`);
    answer.setError(statusWith('Wrong expected version', 'WrongExpectedVersion', wrong));
    return;
  }
  const { revision, position } = outcome.last;
  const place = new shared.AllStreamPosition()
    .setCommitPosition(`${position.commit}`)
    .setPreparePosition(`${position.prepare}`);
  answer.setSuccess(new streams.BatchAppendResp.Success().setCurrentRevision(`${revision}`).setPosition(place));
}

function errorOf({ details, metadata }: Refusal) {
  switch (metadata.get('exception')[0]) {
    case 'stream-deleted':
      return statusWith(details, 'StreamDeleted', new shared.StreamDeleted());
    case 'access-denied':
      return statusWith(details, 'AccessDenied', new shared.AccessDenied());
    case 'maximum-append-size-exceeded': {
      const bytesMax = Number(metadata.get('maximum-append-size')[0]);
      const exceeded = new shared.MaximumAppendSizeExceeded().setMaxappendsize(bytesMax);
      return statusWith(details, 'MaximumAppendSizeExceeded', exceeded);
    }
    default:
      return statusWith(details, 'Unknown', new shared.Unknown());
  }
}

function statusWith(message: string, typeName: string, details: Details) {
  const packed = new any.Any();
  packed.pack(details.serializeBinary(), `event_store.client.${typeName}`);
  return new statuses.Status().setMessage(message).setDetails(packed);
}
