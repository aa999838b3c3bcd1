/**
 * Lets Node run the TypeScript of the stand-in as it stands, so that specs never start a stale build: Node strips the types, but takes
 * `./x.js` literally, which is how TypeScript imports `./x.ts`. Loaded with `--import`; a build does not need it.
 */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
      const source = new URL(`${specifier.slice(0, -'.js'.length)}.ts`, context.parentURL);
      if (existsSync(source)) return nextResolve(source.href, context);
    }
    return nextResolve(specifier, context);
  },
});
