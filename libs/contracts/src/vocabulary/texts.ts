import Type from 'typebox';

// Lengths count Unicode code points, as JSON Schema does.

/** Longest description of a complaint. */
export const DESCRIPTION_LENGTH_MAX = 20_000;
/** Longest other free text. */
export const TEXT_LENGTH_MAX = 4_000;
/** Longest message to a complainant: an explanation, twenty remedies with their descriptions, and a hundred outside bodies. */
export const MESSAGE_LENGTH_MAX = 150_000;
/** Longest subject of a message. */
export const SUBJECT_LENGTH_MAX = 500;
/** Longest code, or name of a thing, organization or person. */
export const NAME_LENGTH_MAX = 200;
/** Most clocks of a policy. */
export const CLOCKS_MAX = 30;
/** Longest e-mail address (RFC 5321, 4.5.3.1.3: a path of 256 with its angle brackets). */
export const EMAIL_LENGTH_MAX = 254;

/** Finds one visible character in linear time, whatever surrounds it. */
const NOT_BLANK = '\\S';

/** Text that must say something: blanks alone are refused. */
export const requiredText = (maxLength: number = TEXT_LENGTH_MAX) => Type.String({ maxLength, pattern: NOT_BLANK });

/** Text that somebody may have left empty. */
export const text = (maxLength: number = TEXT_LENGTH_MAX) => Type.String({ maxLength });

/** A code, or the name of a thing or organization, as the organization itself writes it. */
export const name = () => requiredText(NAME_LENGTH_MAX);

/** An address with something on either side of its last `@`, on one line. Whether mail arrives there only sending shows. */
export const email = () => Type.String({ maxLength: EMAIL_LENGTH_MAX, pattern: '^.+@[^\\s@]+$' });
