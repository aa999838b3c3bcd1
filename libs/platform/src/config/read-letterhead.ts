import type { Settings } from './settings.js';

const LINES_MAX = 6;
const LINE_LENGTH_MAX = 80;

/** Name and address of the organization as its letters begin, from `REDRESS_LETTERHEAD`: its lines are parted by `|`. */
export function readLetterhead(settings: Settings): readonly string[] | undefined {
  const problem = `must be 1 to ${LINES_MAX} lines of at most ${LINE_LENGTH_MAX} characters, parted by |.`;
  return settings.read('REDRESS_LETTERHEAD', { problem, example: '"Example Bank|12 Main Street|London"' }, (value) => {
    const lines = value.split('|').map((line) => line.trim());
    const fits = lines.length <= LINES_MAX && lines.every((line) => line !== '' && line.length <= LINE_LENGTH_MAX);
    return fits ? lines : undefined;
  });
}
