import type { Caller } from './access/access.js';
import { EVERYTHING } from './append-check.js';
import type { EventLog } from './event-log.js';
import { STREAM_DELETED } from './event-log.js';
import type { LogEntry } from './log-entry.js';
import { expectedOf, streamName } from './proposals.js';
import { streams } from './protocol.js';
import { streamDeleted, wrongExpectedVersion } from './refusals.js';

type DeleteReq = InstanceType<typeof streams.DeleteReq>;
type TombstoneReq = InstanceType<typeof streams.TombstoneReq>;

/** Soft deletion sets a mark in the stream's metadata; a tombstone ends the stream for good. */
export class DeleteService {
  private readonly log: EventLog;

  constructor(log: EventLog) {
    this.log = log;
  }

  delete(request: DeleteReq, caller: Caller) {
    const name = this.checked(request.getOptions()!, caller);
    const { commit, prepare } = this.log.writeAtOnce(() => this.log.writeMetadata(name, { $tb: EVERYTHING })).position;
    const position = new streams.DeleteResp.Position().setCommitPosition(`${commit}`).setPreparePosition(`${prepare}`);
    return new streams.DeleteResp().setPosition(position);
  }

  tombstone(request: TombstoneReq, caller: Caller) {
    const name = this.checked(request.getOptions()!, caller);
    const { commit, prepare } = this.log.writeAtOnce(() => this.tombstoneOf(name)).position;
    const position = new streams.TombstoneResp.Position()
      .setCommitPosition(`${commit}`)
      .setPreparePosition(`${prepare}`);
    return new streams.TombstoneResp().setPosition(position);
  }

  private tombstoneOf(name: string): LogEntry {
    return this.log.writeSystem(name, STREAM_DELETED, {});
  }

  private checked(
    options: NonNullable<ReturnType<DeleteReq['getOptions'] | TombstoneReq['getOptions']>>,
    caller: Caller,
  ): string {
    const name = streamName(options.getStreamIdentifier());
    caller.require('delete', name);
    const { entries, tombstoned } = this.log.stream(name);
    if (tombstoned) throw streamDeleted(name);
    const expected = expectedOf({
      hasAny: () => options.hasAny(),
      hasNoStream: () => options.hasNoStream(),
      hasStreamExists: () => options.hasStreamExists(),
      revision: () => (options.hasRevision() ? options.getRevision() : undefined),
    });
    const actual = entries.length - 1;
    const fits =
      expected === 'any' ||
      (expected === 'no-stream' && actual < 0) ||
      (expected === 'stream-exists' && actual >= 0) ||
      expected === actual;
    if (!fits) throw wrongExpectedVersion(name, `${expected}`, actual);
    return name;
  }
}
