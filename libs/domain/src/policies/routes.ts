import type { Complexity, Impact, Severity } from '@redress/contracts';

/** What a complaint must be for a route to hold. A part that is absent holds for all; of several values one is enough. */
export interface RouteCondition {
  readonly severity?: readonly Severity[];
  readonly complexity?: readonly Complexity[];
  readonly impact?: readonly Impact[];
  readonly safetyImplication?: boolean;
  readonly product?: readonly string[];
}

/** Who works on complaints of a kind: a team, and a person of it where there is one. `name` is what the history says of the rule. */
export interface Route {
  readonly name: string;
  readonly when: RouteCondition;
  readonly team: string;
  readonly person?: string;
}

/** What routes look at: the assessment of a complaint, and what it is about. */
export interface RoutedComplaint {
  readonly severity: Severity;
  readonly complexity: Complexity;
  readonly impact: Impact;
  readonly safetyImplication: boolean;
  readonly product?: string;
}

/** The first route whose conditions all hold; undefined when none does, and the complaint stays where it is. */
export function routeFor(routes: readonly Route[], complaint: RoutedComplaint): Route | undefined {
  return routes.find(({ when }) => holds(when, complaint));
}

function holds(when: RouteCondition, complaint: RoutedComplaint): boolean {
  const { severity, complexity, impact, product, safetyImplication } = when;
  return (
    (severity?.includes(complaint.severity) ?? true) &&
    (complexity?.includes(complaint.complexity) ?? true) &&
    (impact?.includes(complaint.impact) ?? true) &&
    (safetyImplication ?? complaint.safetyImplication) === complaint.safetyImplication &&
    (product === undefined || (complaint.product !== undefined && product.includes(complaint.product)))
  );
}
