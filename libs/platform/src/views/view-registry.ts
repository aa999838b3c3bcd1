import { Injectable } from '@nestjs/common';
import type { ViewService } from './view-service.js';

/** The views that are kept in this process, for consumers, health, metrics and the list of what is parked. */
@Injectable()
export class ViewRegistry {
  private readonly views = new Map<string, ViewService>();

  add(view: ViewService): void {
    if (this.views.has(view.name)) throw new Error(`The view ${view.name} is kept twice in this process.`);
    this.views.set(view.name, view);
  }

  /** Throws a `RangeError` for a view that is not kept here. */
  get(name: string): ViewService {
    const view = this.views.get(name);
    if (view === undefined) throw new RangeError(`The view ${name} is not kept in this process.`);
    return view;
  }

  all(): readonly ViewService[] {
    return [...this.views.values()];
  }
}
