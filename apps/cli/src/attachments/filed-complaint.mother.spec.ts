import type { Reference } from '@redress/contracts';
import { ContentSealing, KeyRing, loadMasterKey, toActorId } from '@redress/eventing';
import { ATTACHMENT_STORES, KEY_STORES, loadConfig, openEngine } from '@redress/platform';
import { createHash } from 'node:crypto';
import { openForWriting } from '../session.js';

/** The contents of the two files of {@link fileComplaint}. */
export const CONTENTS = ['%PDF-1.7 the statement', '%PDF-1.7 the letter'].map((text) => Buffer.from(text));

export function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The name under which a content is kept. */
export function nameOf(content: Uint8Array): string {
  return digestOf(content).slice(0, 32);
}

/** Lodges a complaint with two files in a data folder. Returns its reference. */
export async function fileComplaint(data: string): Promise<Reference> {
  const source = { caller: 'anonymous', actor: { id: toActorId('complainant'), role: 'complainant' } };
  const session = await openForWriting(loadConfig({ REDRESS_DATA: data }));
  const complaint = { description: 'Charged twice.', channel: 'web', language: 'en' } as const;
  const { reference } = await session.complaints.lodge(complaint, source);
  for (const content of CONTENTS) {
    const said = { mediaType: 'application/pdf', bytes: content.length, sha256: digestOf(content) };
    const added = { attachment: nameOf(content), ...said };
    await session.complaints.execute(reference, { type: 'add-attachment', data: added }, source);
  }
  await session.close();
  for (const content of CONTENTS) await keepContent(data, { subject: reference, name: nameOf(content) }, content);
  return reference;
}

/** Stores a sealed content under a name. */
export async function keepContent(
  data: string,
  key: { readonly subject: string; readonly name: string },
  content: Uint8Array,
): Promise<void> {
  const config = loadConfig({ REDRESS_DATA: data });
  const [keys, files] = [
    await openEngine(KEY_STORES, config.keyStore, {}),
    await openEngine(ATTACHMENT_STORES, config.attachments, {}),
  ];
  const masterKey = await loadMasterKey({ file: `${data}/master.key` });
  await files.put(key, await new ContentSealing(new KeyRing({ store: keys, masterKey })).seal(key, content));
  await files.close();
  await keys.close();
}
