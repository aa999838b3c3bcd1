import type { AttachmentKey } from '@redress/eventing';

const COPY = '-swept';

/**
 * Under which name `redress attachments sweep` keeps a file for a day, before it is gone for good: an upload that was under way may have
 * named it meanwhile, and then it is read from here. It is sealed under the first name, and opens under that one.
 */
export function sweptCopyOf({ subject, name }: AttachmentKey): AttachmentKey {
  return { subject, name: `${name}${COPY}` };
}

/** The file that something is the copy of; undefined for a file itself. */
export function sweptFrom({ subject, name }: AttachmentKey): AttachmentKey | undefined {
  return name.endsWith(COPY) ? { subject, name: name.slice(0, -COPY.length) } : undefined;
}
