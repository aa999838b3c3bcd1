import { randomUUID } from 'node:crypto';

const LENGTH_MAX = 60;

/** What a person is called in the events: `Sara Ahmadi` -> `sara-ahmadi`; random when the name has no Latin letters or digits. */
export function subjectOf(name: string | undefined): string {
  const words =
    (name ?? '')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const subject = words.join('-').slice(0, LENGTH_MAX);
  return subject === '' ? `staff-${randomUUID()}` : subject;
}
