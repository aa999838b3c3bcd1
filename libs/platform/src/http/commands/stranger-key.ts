/** A UUID of random bits alone (RFC 9562, version 4): 122 of them. The other versions hold a time, a machine or a name. */
const RANDOM_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const ANY_UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Alphabets with the length at which 128 random bits fit, the narrowest first. */
const ALPHABETS = [
  { form: /^\d+$/, lengthMin: 39 },
  { form: /^[0-9a-f]+$/i, lengthMin: 32 },
  { form: /^[\w-]+$/, lengthMin: 22 },
] as const;

/** Fewer different characters than any key of these lengths that was drawn at random. */
const DIFFERENT_MIN = 7;

/**
 * Whether a key can be kept as the secret of a caller whom nothing else tells from another: long enough for 128 random bits in its
 * alphabet (22 characters of base64url, 32 hexadecimal digits, 39 decimal ones), or a random UUID. A form for readers of the rule:
 * `openssl rand -hex 16`, `crypto.randomUUID()`. Cannot tell whether the bits were really drawn at random.
 */
export function isSecretKey(key: string): boolean {
  if (ANY_UUID.test(key)) return RANDOM_UUID.test(key) && new Set(key).size >= DIFFERENT_MIN;
  const alphabet = ALPHABETS.find(({ form }) => form.test(key));
  return alphabet !== undefined && key.length >= alphabet.lengthMin && new Set(key).size >= DIFFERENT_MIN;
}
