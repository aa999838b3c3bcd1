const ERROR = 50;

/**
 * The failures that a log tells of, an object a line, since an instant (ISO 8601). Processes that are started together wait for one another and
 * say so: a consumer may well be there before the relay has made its topic, and that is no failure of whatever comes after.
 */
export function failuresSince(instant: string, output: string): readonly string[] {
  return output.split('\n').filter((line) => {
    if (!line.startsWith('{') || !line.endsWith('}')) return false;
    const { level, time } = JSON.parse(line) as { readonly level: number; readonly time: string };
    return level >= ERROR && time >= instant;
  });
}
