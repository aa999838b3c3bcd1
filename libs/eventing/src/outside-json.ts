const FAULT = `JSON.parse of Node ${process.versions.node} reads some escaped keys wrongly (nodejs/node issue 63785)`;

/** The text contains an escaped key, which this runtime could misread as another one. Never quotes the text. */
export class EscapedKeyError extends SyntaxError {
  override readonly name = 'EscapedKeyError';

  constructor() {
    super(`${FAULT}. Write the key without an escape, or use Node 26.12.1 or later.`);
  }
}

/**
 * Self-test: whether `parse` has V8's bug. After reading a key that is a backslash, it mistakes the next escaped key in an object of the
 * same shape for it. The shape tested here occurs nowhere else, so the test affects no other object.
 */
export function misreadsEscapedKeys(parse: (text: string) => unknown = JSON.parse): boolean {
  parse(String.raw`{"redress-self-test":0,"\\":0}`);
  return !Object.hasOwn(parse(String.raw`{"redress-self-test":0,"\"":0}`) as object, '"');
}

/** Whether a key of an object in this JSON is written with an escape. Linear; for invalid JSON, correct up to the error. */
export function hasEscapedKey(text: string): boolean {
  if (!text.includes('\\')) return false;
  for (let start = text.indexOf('"'); start !== -1;) {
    let end = start + 1;
    let escaped = false;
    while (end < text.length && text[end] !== '"') {
      if (text[end] === '\\') {
        escaped = true;
        end += 1;
      }
      end += 1;
    }
    if (escaped && isBeforeColon(text, end)) return true;
    start = text.indexOf('"', end + 1);
  }
  return false;
}

function isBeforeColon(text: string, quote: number): boolean {
  let next = quote + 1;
  while (next < text.length && ' \t\n\r'.includes(text.charAt(next))) next += 1;
  return text[next] === ':';
}

/**
 * The JSON bug of this runtime as a sentence, or undefined. Tested once, when the program loads: V8 leaves the faulty code path after very
 * many object shapes, so a later test could miss it.
 */
export const jsonFault: string | undefined = misreadsEscapedKeys()
  ? `${FAULT}, so JSON with an escaped key is refused.`
  : undefined;

/** Whether this runtime could misread the text. A sound runtime never looks at the text. */
export const isMisreadHere: (text: string) => boolean = jsonFault === undefined ? () => false : hasEscapedKey;

/**
 * Parses JSON from outside this process. Throws a `SyntaxError` for invalid JSON, and its subclass `EscapedKeyError` for what this runtime
 * could misread. No key of Redress needs an escape.
 */
export function parseJson(text: string, isMisread = isMisreadHere): unknown {
  if (isMisread(text)) throw new EscapedKeyError();
  return JSON.parse(text);
}
