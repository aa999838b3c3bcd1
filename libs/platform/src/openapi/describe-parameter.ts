/**
 * Lets a parameter decorator describe what it reads: wherever it is used, the route's description says so too, and no route has to.
 * `describe` is one of Nest's method decorators, such as `ApiHeader(...)`.
 */
export function describesParameter(describe: MethodDecorator): ParameterDecorator {
  return (target, key) => {
    if (key === undefined) return;
    const descriptor = Object.getOwnPropertyDescriptor(target, key);
    if (descriptor !== undefined) describe(target, key, descriptor);
  };
}
