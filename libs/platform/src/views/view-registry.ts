import { Injectable } from '@nestjs/common';
import type { LogFollower } from './log-follower.js';

/** The views of this process and the progress of its process managers: for consumers, health, metrics and what is parked. */
@Injectable()
export class ViewRegistry {
  private readonly views = new Map<string, LogFollower>();

  /** Answers what was added. Throws when the name is taken: two would write to the same documents. */
  add(view: LogFollower): LogFollower {
    if (this.views.has(view.name)) throw new Error(`The view ${view.name} is kept twice in this process.`);
    this.views.set(view.name, view);
    return view;
  }

  /** Throws a `RangeError` for a view that is not kept here. */
  get(name: string): LogFollower {
    const view = this.views.get(name);
    if (view === undefined) throw new RangeError(`The view ${name} is not kept in this process.`);
    return view;
  }

  all(): readonly LogFollower[] {
    return [...this.views.values()];
  }
}
