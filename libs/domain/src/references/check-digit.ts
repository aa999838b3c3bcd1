/**
 * The check digit of a decimal number, by ISO/IEC 7064:2003, system MOD 11,10 (the hybrid system with one digit as its check, known from
 * VAT numbers). It notices every single wrong digit and nearly every swap of two neighbours.
 */
export function checkDigitOf(digits: string): string {
  return String((11 - product(digits)) % 10);
}

/** Whether digits that end in their check digit are consistent. */
export function endsInCheckDigit(digits: string): boolean {
  return checkDigitOf(digits.slice(0, -1)) === digits.slice(-1);
}

/** The standard's recursion: add the digit modulo 10, with 10 in the place of 0; double modulo 11. Never 0, so that every digit counts. */
function product(digits: string): number {
  let carried = 10;
  for (const digit of digits) carried = (((carried + Number(digit)) % 10 || 10) * 2) % 11;
  return carried;
}
