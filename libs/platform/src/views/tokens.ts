import { Inject } from '@nestjs/common';

/** The {@link ViewRegistry} of this process. */
export const VIEWS = Symbol('VIEWS');

/** Injection token of the `LogFollower` of one view. */
export function viewToken(name: string): string {
  return `view:${name}`;
}

/** Injects the `LogFollower` that keeps one view. */
export function InjectView(name: string): ParameterDecorator {
  return Inject(viewToken(name));
}
