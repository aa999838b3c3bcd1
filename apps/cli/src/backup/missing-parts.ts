import { formatReference } from '@redress/domain';
import type { AddedFile } from '../attachments/attachment-copies.js';
import type { FoundFault } from '../verify/log-faults.js';

/** Parts that events need and that are neither in a backup nor destroyed by erasure. */
export interface MissingParts {
  readonly missingKeys: readonly FoundFault[];
  readonly missingFiles: readonly AddedFile[];
}

/** Most streams and files named; the rest are counted. */
const NAMED_MAX = 20;

/** One sentence for each stream without its keys and each missing file, and the number of those not named. */
export function missingInWords({ missingKeys, missingFiles }: MissingParts): readonly string[] {
  const all = [
    ...missingKeys.map(({ stream }) => `The key of ${stream} is missing: its personal data cannot be read.`),
    ...missingFiles.map(
      ({ subject, name, revision }) =>
        `The file ${name} of ${formatReference(subject)}, revision ${revision}, is missing.`,
    ),
  ];
  return all.length <= NAMED_MAX
    ? all
    : [...all.slice(0, NAMED_MAX), `And ${all.length - NAMED_MAX} more keys or files are missing.`];
}
