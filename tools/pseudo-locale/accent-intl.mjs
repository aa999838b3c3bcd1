/**
 * Lets everything that `Intl` writes for English readers have accents too, since nobody wrote it into a program: dates, units, lists. What a
 * list joins stays as it is. Runs by itself, for browsers.
 */
export function accentIntl({ plain, accented }) {
  const letters = new Map([...plain].map((letter, index) => [letter, [...accented][index]]));
  const accent = (words) => Array.from(words, (letter) => letters.get(letter) ?? letter).join('');

  const { DateTimeFormat, NumberFormat, RelativeTimeFormat, ListFormat, DisplayNames } = Intl;
  for (const { prototype } of [DateTimeFormat, NumberFormat]) {
    const { get } = Object.getOwnPropertyDescriptor(prototype, 'format');
    Object.defineProperty(prototype, 'format', {
      configurable: true,
      get() {
        const format = get.call(this);
        return (value) => accent(format(value));
      },
    });
  }

  const wrap = (prototype, name, made) => {
    const original = prototype[name];
    prototype[name] = function (...given) {
      return made(original.apply(this, given));
    };
  };
  wrap(DateTimeFormat.prototype, 'formatRange', accent);
  wrap(DateTimeFormat.prototype, 'formatToParts', (parts) =>
    parts.map(({ type, value }) => ({ type, value: accent(value) })),
  );
  wrap(RelativeTimeFormat.prototype, 'format', accent);
  wrap(DisplayNames.prototype, 'of', (name) => name && accent(name));
  ListFormat.prototype.format = function (items) {
    return this.formatToParts(items)
      .map(({ type, value }) => (type === 'literal' ? accent(value) : value))
      .join('');
  };

  const temporal = Object.values(Object.getOwnPropertyDescriptors(globalThis.Temporal ?? {})).map(({ value }) => value);
  for (const { prototype } of [Date, Number, BigInt, ...temporal]) {
    for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'])
      if (prototype !== undefined && Object.hasOwn(prototype, name)) wrap(prototype, name, accent);
  }
}
