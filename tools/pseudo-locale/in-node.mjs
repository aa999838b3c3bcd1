/**
 * Lets a process speak the language that nobody speaks in place of English, as `node --import` of it: its own files stay as they are.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { accentIntl } from './accent-intl.mjs';
import { isSourceCatalogue, LETTERS, pseudoCatalogue } from './pseudo-locale.mjs';

accentIntl(LETTERS);

registerHooks({
  load(url, context, nextLoad) {
    if (!isSourceCatalogue(url)) return nextLoad(url, context);
    const source = pseudoCatalogue(readFileSync(fileURLToPath(url), 'utf8'));
    return { format: 'json', source, shortCircuit: true };
  },
});
