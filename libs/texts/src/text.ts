import { catalogues } from './catalogues.js';
import { createTexts } from './message-format.js';

/** The texts of all catalogues. */
export const { text, placeholdersOf } = createTexts(catalogues);
