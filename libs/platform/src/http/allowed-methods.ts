import type { FastifyInstance } from 'fastify';

/** Tells the methods that an address answers, without its query; none for an address that is nothing. */
export type AllowedMethods = (path: string) => readonly string[];

/**
 * Remembers every route that is registered from now on. Fastify looks an address up among the routes of one method only, and so answers
 * an unsuitable method as if nothing were there.
 */
export function rememberRoutes(fastify: FastifyInstance): AllowedMethods {
  const methodsByPattern = new Map<string, Set<string>>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const methods = methodsByPattern.get(url) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    methodsByPattern.set(url, methods);
  });
  return (path) => {
    const matching = [...methodsByPattern].filter(([pattern]) => matches(path.split('/'), pattern.split('/')));
    return [...new Set(matching.flatMap(([, methods]) => [...methods]))].sort();
  };
}

/** Whether the segments of an address are those of a pattern such as `/api/cases/:reference` or `/api/docs/*`. */
function matches(path: readonly string[], pattern: readonly string[]): boolean {
  if (pattern.at(-1) === '*' ? path.length < pattern.length : path.length !== pattern.length) return false;
  return pattern.every(
    (part, index) => part === '*' || (part.startsWith(':') ? path[index] !== '' : part === path[index]),
  );
}
