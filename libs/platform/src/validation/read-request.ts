/** A class whose decorators are the rules of a request, or of a part of one. */
export type RequestClass = new () => object;

type Reading = (value: unknown) => unknown;

/** By the prototype of the class that declares it and the name of the field. */
const readings = new WeakMap<object, Map<string, Reading>>();

/** Tells how what is sent in a field becomes its value. The rules are asked about the value. */
export function ReadAs(reading: Reading): PropertyDecorator {
  return (prototype, field) => {
    const declared = readings.get(prototype) ?? new Map<string, Reading>();
    readings.set(prototype, declared.set(field as string, reading));
  };
}

/**
 * The request that was sent, as an instance of its class and of the classes of its parts, so that their rules are found. Whatever is no
 * object stays as it is, and so do fields without a {@link ReadAs reading}: it is for the rules to refuse them.
 */
export function readRequest(target: RequestClass, sent: unknown): unknown {
  if (Array.isArray(sent)) return sent.map((entry) => readRequest(target, entry));
  if (typeof sent !== 'object' || sent === null) return sent;
  const request = new target() as Record<string, unknown>;
  for (const [field, value] of Object.entries(sent)) {
    const reading = readingOf(target.prototype as object, field);
    request[field] = reading === undefined ? value : reading(value);
  }
  return request;
}

/** A class has the readings of those that it extends. */
function readingOf(prototype: object | null, field: string): Reading | undefined {
  if (prototype === null) return undefined;
  return readings.get(prototype)?.get(field) ?? readingOf(Object.getPrototypeOf(prototype) as object | null, field);
}
