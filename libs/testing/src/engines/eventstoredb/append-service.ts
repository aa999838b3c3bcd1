import type { ServerReadableStream } from '@grpc/grpc-js';
import type { Caller } from './access/access.js';
import type { AppendQueue } from './append-queue.js';
import type { Expected } from './append-check.js';
import type { Append, Outcome } from './event-log.js';
import type { Faults } from './faults.js';
import type { ProposedEvent } from './log-entry.js';
import { expectedOf, proposedEvent, streamName } from './proposals.js';
import { shared, streams } from './protocol.js';
import { appendTooLarge, cancelled, invalid, streamDeleted } from './refusals.js';

type AppendReq = InstanceType<typeof streams.AppendReq>;
type AppendResp = InstanceType<typeof streams.AppendResp>;

/** Appends, one per call or many over one stream of messages: both use `write`. */
export class AppendService {
  private readonly queue: AppendQueue;
  private readonly faults: Faults;
  private readonly bytesMax: number;

  constructor(queue: AppendQueue, faults: Faults, bytesMax: number) {
    this.queue = queue;
    this.faults = faults;
    this.bytesMax = bytesMax;
  }

  /** Throws a refusal. Applies the faults. */
  async write(append: Append): Promise<Outcome> {
    const bytes = append.events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
    if (bytes > this.bytesMax) throw appendTooLarge(this.bytesMax);
    await this.faults.acknowledge('before-writing');
    const outcome = await this.queue.submit(append);
    await this.faults.acknowledge('after-writing');
    if (outcome.kind === 'deleted') throw streamDeleted(append.stream);
    return outcome;
  }

  async append(call: ServerReadableStream<AppendReq, AppendResp>, caller: Caller): Promise<AppendResp> {
    const append = await this.received(call);
    caller.require('write', append.stream);
    await this.faults.admit();
    return appendAnswer(append.expected, await this.write(append));
  }

  private async received(call: ServerReadableStream<AppendReq, AppendResp>): Promise<Append> {
    let target: Pick<Append, 'stream' | 'expected'> | undefined;
    const events: ProposedEvent[] = [];
    // Not destroyed when a message is refused: the refusal must still be sent.
    const requests: AsyncIterable<AppendReq> = call.iterator({ destroyOnReturn: false });
    for await (const request of requests) {
      const options = request.getOptions();
      if (options !== undefined) {
        const revision = () => (options.hasRevision() ? options.getRevision() : undefined);
        target = {
          stream: streamName(options.getStreamIdentifier()),
          expected: expectedOf({
            hasAny: () => options.hasAny(),
            hasNoStream: () => options.hasNoStream(),
            hasStreamExists: () => options.hasStreamExists(),
            revision,
          }),
        };
      } else events.push(proposedEvent(request.getProposedMessage()!));
    }
    // A cancelled call ends like a complete one, just earlier.
    if (call.cancelled) throw cancelled();
    if (target === undefined) throw invalid('An append must begin with its options.');
    return { ...target, events };
  }
}

function appendAnswer(expected: Expected, outcome: Outcome): AppendResp {
  const answer = new streams.AppendResp();
  if (outcome.kind === 'wrong-revision') return answer.setWrongExpectedVersion(wrongVersion(expected, outcome.current));
  if (outcome.kind === 'deleted') return answer;
  const { revision, position } = outcome.last;
  const success = new streams.AppendResp.Success().setCurrentRevision(`${revision}`);
  const place = new streams.AppendResp.Position()
    .setCommitPosition(`${position.commit}`)
    .setPreparePosition(`${position.prepare}`);
  return answer.setSuccess(success.setPosition(place));
}

function wrongVersion(expected: Expected, current: number) {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (current < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(`${current}`);
  if (expected === 'any') return wrong.setExpectedAny(new shared.Empty());
  if (expected === 'no-stream') return wrong.setExpectedNoStream(new shared.Empty());
  if (expected === 'stream-exists') return wrong.setExpectedStreamExists(new shared.Empty());
  return wrong.setExpectedRevision(`${expected}`);
}
