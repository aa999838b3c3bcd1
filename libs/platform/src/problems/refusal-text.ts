import { isProblemCode, problemKinds } from './kinds.js';

/** What to do instead, in English, for people at a terminal; the code itself when no words are written for it. */
export function refusalText(code: string): string {
  return isProblemCode(code) ? problemKinds[code].en.detail : code;
}
