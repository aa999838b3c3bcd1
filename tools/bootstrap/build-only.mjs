/** `npm run build`: installs what is missing and compiles what is stale. */
import { orExplain, prepare } from './prepare.mjs';

orExplain(prepare);
