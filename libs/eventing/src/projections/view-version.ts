import { AnotherVersionError } from '../errors.js';
import type { JsonObject } from '../event.js';
import type { ReadStore, ViewDefinition } from '../ports/read-store.js';

/** Field of a document with the version of its view. Absent for version 1, which is older than the field. */
const FIELD = 'viewVersion';

/** Adds the version of its view to a document. */
export function withVersion({ version = 1 }: ViewDefinition, document: JsonObject): JsonObject {
  return version === 1 ? document : { ...document, [FIELD]: version };
}

/** Removes the version of its view from a document. */
export function withoutVersion({ [FIELD]: _version, ...document }: JsonObject): JsonObject {
  return document;
}

/**
 * Throws `AnotherVersionError` when the active generation of a view holds documents of another version. Looks at one document: a view of
 * another version is never continued, so all have the same. The view must have been defined. `isRebuilt` is false for what a process keeps,
 * which cannot be built from the log.
 */
export async function requireVersion(
  readStore: Pick<ReadStore, 'scan'>,
  { name, version = 1 }: Pick<ViewDefinition, 'name' | 'version'>,
  { isRebuilt = true }: { readonly isRebuilt?: boolean } = {},
): Promise<void> {
  for await (const { body } of readStore.scan(name)) {
    const found = body[FIELD] ?? 1;
    if (found === version) return;
    throw new AnotherVersionError(
      `The view ${name} holds documents of version ${JSON.stringify(found)}, and this program makes version ${version}. ` +
        (isRebuilt
          ? `It does not go on before it is built anew: run redress rebuild ${name}.`
          : 'It cannot be built anew: run the release that wrote them.'),
    );
  }
}
