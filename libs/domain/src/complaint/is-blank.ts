/** Whether somebody said nothing: no text, or one of blanks alone. */
export function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
