/** The fields that identify a contact. An object in the place of a text that cannot be read counts as absent. */
export interface Contact {
  readonly email?: string | object;
  readonly phone?: string | object;
}

/** Digits of Persian and of Arabic keyboards. */
const OTHER_DIGITS = ['۰۱۲۳۴۵۶۷۸۹', '٠١٢٣٤٥٦٧٨٩'];
/**
 * The digits compared: the last digits of a telephone number are the same in national and international form: +98 912 345 6789, 0912 345
 * 6789.
 */
const SIGNIFICANT_DIGITS = 9;

/**
 * Tells whether two contacts match by e-mail address or telephone number, allowing for different spellings; undefined if one of them has
 * too little data.
 */
export function sameContact(one: Contact, other: Contact): boolean | undefined {
  const verdicts = [
    equal(plainEmail(one.email), plainEmail(other.email)),
    equal(plainPhone(one.phone), plainPhone(other.phone)),
  ].filter((verdict) => verdict !== undefined);
  return verdicts.length === 0 ? undefined : verdicts.includes(true);
}

/**
 * The mailbox and the line that messages to a contact reach, each in one spelling: `robin+card@example.org` is delivered to Robin as well.
 */
export function reachedBy({ email, phone }: Contact): readonly string[] {
  const mailbox = plainEmail(email)?.replace(/\+[^@]*(?=@[^@]*$)/, '');
  return [mailbox, plainPhone(phone)].filter((reached) => reached !== undefined);
}

function equal(one: string | undefined, other: string | undefined): boolean | undefined {
  return one === undefined || other === undefined ? undefined : one === other;
}

function plainEmail(email: Contact['email']): string | undefined {
  const plain = typeof email === 'string' ? email.normalize('NFKC').trim().toLowerCase() : '';
  return plain === '' ? undefined : plain;
}

function plainPhone(phone: Contact['phone']): string | undefined {
  if (typeof phone !== 'string') return undefined;
  const digits = [...phone.normalize('NFKC')].map(asciiDigit).join('');
  return digits.length < SIGNIFICANT_DIGITS ? undefined : digits.slice(-SIGNIFICANT_DIGITS);
}

function asciiDigit(character: string): string {
  if (/[0-9]/.test(character)) return character;
  const value = OTHER_DIGITS.map((digits) => digits.indexOf(character)).find((index) => index >= 0);
  return value === undefined ? '' : String(value);
}
