/** Every complaint's stream is named by this and its reference. */
export const COMPLAINT_STREAM_PREFIX = 'complaint-';

/** `7K3M9QXD41PD` -> `complaint-7K3M9QXD41PD`: the reference people use is the identity, so no table maps one to the other. */
export function complaintStream(reference: string): string {
  return `${COMPLAINT_STREAM_PREFIX}${reference}`;
}

/** The reference in a stream's name. Throws a `TypeError` for a stream that is not a complaint's. */
export function referenceOf(stream: string): string {
  if (!stream.startsWith(COMPLAINT_STREAM_PREFIX)) throw new TypeError(`${stream} is not the stream of a complaint.`);
  return stream.slice(COMPLAINT_STREAM_PREFIX.length);
}
