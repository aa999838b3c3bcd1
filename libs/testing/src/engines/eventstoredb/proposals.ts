import type { Expected } from './append-check.js';
import type { ProposedEvent } from './log-entry.js';
import type { shared, streams } from './protocol.js';
import { handlerFailed, invalid, metadataMissing } from './refusals.js';

type Uuid = InstanceType<typeof shared.UUID>;
type Proposal =
  InstanceType<typeof streams.AppendReq.ProposedMessage> | InstanceType<typeof streams.BatchAppendReq.ProposedMessage>;

const UUID_TEXT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Throws a refusal for a request that the server would refuse. */
export function proposedEvent(proposal: Proposal): ProposedEvent {
  const properties = proposal.getMetadataMap();
  const type = properties.get('type');
  const contentType = properties.get('content-type');
  if (type === undefined) throw metadataMissing('type');
  if (contentType === undefined) throw metadataMissing('content-type');
  return {
    id: uuidText(proposal.getId()),
    type,
    contentType,
    data: proposal.getData_asU8(),
    metadata: proposal.getCustomMetadata_asU8(),
  };
}

export function uuidText(uuid: Uuid | undefined): string {
  const text = uuid?.hasStructured() ? structuredText(uuid) : (uuid?.getString() ?? '').toLowerCase();
  if (!UUID_TEXT.test(text)) throw handlerFailed();
  return text;
}

function structuredText(uuid: Uuid): string {
  const half = (bits: string | undefined): string =>
    BigInt.asUintN(64, BigInt(bits ?? 0))
      .toString(16)
      .padStart(16, '0');
  const { mostSignificantBits, leastSignificantBits } = uuid.getStructured()!.toObject();
  return `${half(mostSignificantBits)}${half(leastSignificantBits)}`.replace(
    /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
    '$1-$2-$3-$4-$5',
  );
}

export function streamName(identifier: InstanceType<typeof shared.StreamIdentifier> | undefined): string {
  const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString();
  if (name === '') throw invalid('A stream needs a name.');
  return name;
}

/** The four forms of an expected revision in a request. */
export function expectedOf(options: {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
  revision(): string | undefined;
}): Expected {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  const revision = options.revision();
  if (revision === undefined) throw invalid('An append needs an expected revision.');
  return Number(revision);
}
